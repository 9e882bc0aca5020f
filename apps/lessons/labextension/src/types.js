// The parts of JupyterLab that are used here, in its own words.

/**
 * @template [A=unknown]
 * @typedef {{connect(slot: (sender: unknown, args: A) => void): boolean}} Signal
 */

/** @typedef {{get(key: string): unknown, tags?: string[]}} Metadata */

/**
 * @typedef {object} CellModel
 * @property {string} id
 * @property {"code" | "markdown" | "raw"} type
 * @property {{getSource(): string}} sharedModel
 * @property {(name: string) => unknown} getMetadata
 */

/** @typedef {{model: CellModel, node: HTMLElement, isDisposed: boolean}} Cell */

/**
 * @typedef {object} NotebookModel
 * @property {boolean} dirty
 * @property {(name: string) => unknown} getMetadata
 * @property {{changed: Signal}} cells
 */

/**
 * @typedef {object} Notebook
 * @property {HTMLElement} node
 * @property {HTMLElement} outerNode
 * @property {Cell[]} widgets
 * @property {NotebookModel | null} model
 * @property {number} activeCellIndex
 * @property {Signal} modelContentChanged
 */

/** @typedef {{info: Promise<unknown>, status: string}} Kernel */

/**
 * @typedef {object} SessionContext
 * @property {Promise<void>} ready
 * @property {{kernel: Kernel | null} | null} session
 * @property {Signal<string>} statusChanged
 */

/**
 * @typedef {object} Panel
 * @property {Notebook} content
 * @property {SessionContext} sessionContext
 * @property {{path: string, ready: Promise<void>, save(): Promise<void>}} context
 * @property {{insertItem(index: number, name: string, widget: unknown): boolean}} toolbar
 * @property {HTMLElement} node
 * @property {Promise<void>} revealed
 * @property {Signal} disposed
 * @property {boolean} isDisposed
 */

/** @typedef {{widgetAdded: Signal<Panel>, forEach(visit: (panel: Panel) => void): void}} Tracker */

/**
 * @typedef {object} Actions
 * @property {(notebook: Notebook, cells: Cell[], session: SessionContext) => Promise<boolean>} runCells
 */

/**
 * A widget of the frame around the documents.
 * @typedef {object} Frame
 * @property {string} id
 * @property {HTMLElement} node
 * @property {boolean} isHidden
 * @property {() => void} hide
 * @property {() => void} show
 * @property {() => Iterable<Frame>} children
 */

/** @typedef {{shell: Frame & {mode?: string}, restored: Promise<unknown>}} App */

/**
 * What the modules shared by JupyterLab offer us.
 * @typedef {object} Lab
 * @property {Actions} actions
 * @property {new (options: {node: HTMLElement}) => unknown} Widget
 * @property {(name: string) => string} option an entry of the page's configuration
 * @property {App} app
 */

/**
 * What a copy of a lesson says of itself, in `metadata.parcours`.
 * @typedef {object} About
 * @property {string} module
 * @property {number} n
 * @property {"en" | "fr"} lang
 * @property {string} [other] file name of the lesson in the other language
 */

export {};
