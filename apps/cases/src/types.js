/** What the public half of a case holds (curriculum/cases/public.py), and what the form makes of it. */

/** @typedef {import("../../web/i18n.js").Text} Text */
/** @typedef {import("../../web/i18n.js").Language} Language */
/** @typedef {{id: string, text: Text}} Named */
/** @typedef {{head: Text[], rows: Text[][]}} Table */
/** @typedef {"grid" | "letter" | "note" | "summary" | "form" | "message"} DocumentKind */
/** @typedef {{id: string, kind: DocumentKind, title: Text, text: Text | null, table: Table | null, after: Text | null}} Document */
/** @typedef {{id: string, title: Text, text: Text, documents: string[]}} Step */

/** @typedef {{id: string, step: string, kind: string, prompt: Text, points: number}} Asked */
/** @typedef {Asked & {options: Named[]}} Choose */
/** @typedef {Asked & {steps: Named[]}} Order */
/** @typedef {Asked & {sources: Named[], targets: Named[]}} Match */
/** @typedef {Asked & {unit: Text}} Figure */
/** @typedef {Asked & {head: Text, columns: {id: string, label: Text, choices: Named[]}[], rows: Named[]}} Grid */
/** @typedef {{id: string, label: Text, entry: "text" | "choice" | "date", hint: Text | null, choices: Named[]}} PlanColumn */
/** @typedef {{id: string, title: Text, points: number}} Criterion */
/** @typedef {Asked & {today: string, until: string, least: number, most: number, columns: PlanColumn[], criteria?: Criterion[]}} Plan */
/** @typedef {Asked & {words: number, criteria: Criterion[]}} Written */
/** @typedef {{id: string, text: Text, reply: Text, next: string | null}} Move */
/** @typedef {{id: string, axis: "gathering" | "deciding", text: Text, next: string | null, moves: Move[]}} Node */
/** @typedef {Asked & {nodes: Node[]}} Simulation */
/** @typedef {Asked & {data: string[], values: {name: string, label: Text, unit: Text, points: number}[]}} Compute */
/** @typedef {Asked & Record<string, any>} Task */

/**
 * @typedef {object} Half
 * @property {string} case
 * @property {number} revision
 * @property {number} points
 * @property {Text} title
 * @property {Text} summary
 * @property {string} jurisdiction
 * @property {number} minutes
 * @property {"formative" | "summative"} purpose
 * @property {boolean} paper
 * @property {Text | null} content_note
 * @property {{id: string, title: Text} | null} alternative
 * @property {{title: Text, value: Text}[]} help_lines
 * @property {{text: Text, cap: number}[]} critical
 * @property {Step[]} steps
 * @property {Document[]} documents
 * @property {Task[]} tasks
 */

/** Raw answers by task, as docs/cases.md has them. @typedef {Record<string, any>} Answers */

/** `none` nothing is answered, `begun` something is missing, `done` nothing is. @typedef {"none" | "begun" | "done"} Reach */

/**
 * How one kind of task works. `fit` takes whatever was kept, of an older case perhaps, leaves out
 * what does not fit, and gives null where nothing is left.
 * @typedef {object} Kind
 * @property {(task: any, raw: any) => any} fit
 * @property {(task: any, answer: any) => Reach} reach
 * @property {(desk: import("./desk.js").Desk, task: any) => (globalThis.Node | null)[]} view
 */

/**
 * Where the answers stand: nothing to say yet, on their way, kept since `at` (ISO 8601), or not
 * kept and why.
 * @typedef {{state: "idle"} | {state: "saving"} | {state: "saved", at: string} | {state: "unsaved", why: Text}} Status
 */

export {};
