// The extension as JupyterLab loads it: a container of module federation, written by hand.
//
// JupyterLab gives `init` the modules it shares, then asks `get` for "./style" and "./extension".

import { Lesson } from "./lesson.js";
import { cellOf } from "./place.js";

/** @typedef {import("./types.js").About} About */
/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Panel} Panel */
/** @typedef {import("./types.js").Tracker} Tracker */
/** @typedef {Record<string, Record<string, {get(): Promise<() => unknown>}>>} Scope */
/** @typedef {{init(scope: Scope): void, get(name: string): Promise<() => unknown>}} Container */

const NAME = "parcours-lessons";
const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";

/** JupyterLab drops the fragment of the address while it starts. */
let asked = cellOf(window.location.hash);

/** @type {Scope} */
let shared = {};

/**
 * A module that JupyterLab shares.
 * @param {string} name
 * @returns {Promise<any>}
 */
async function sharedModule(name) {
  const offered = Object.values(shared[name] ?? {})[0];
  if (offered === undefined) throw new Error(`${NAME}: JupyterLab does not share ${name}`);
  return (await offered.get())();
}

async function plugin() {
  const [notebooks, widgets, core] = await Promise.all(
    ["@jupyterlab/notebook", "@lumino/widgets", "@jupyterlab/coreutils"].map(sharedModule),
  );
  return {
    id: `${NAME}:plugin`,
    description: "Shows lessons of Parcours as pages that run by themselves.",
    autoStart: true,
    requires: [notebooks.INotebookTracker],
    /**
     * @param {App} app
     * @param {Tracker} tracker
     */
    activate(app, tracker) {
      const lab = {
        app,
        actions: notebooks.NotebookActions,
        Widget: widgets.Widget,
        option: core.PageConfig.getOption,
      };
      tracker.widgetAdded.connect(async (_, panel) => {
        await panel.context.ready;
        const about = aboutOf(panel);
        if (about === null || panel.isDisposed) return;
        const cell = asked;
        asked = "";
        await new Lesson(panel, about, lab).open(cell);
      });
    },
  };
}

/**
 * What a notebook says of the lesson it is; null for other notebooks.
 * @param {Panel} panel
 * @returns {About | null}
 */
function aboutOf(panel) {
  const about = /** @type {About | undefined} */ (panel.content.model?.getMetadata("parcours"));
  return typeof about?.module === "string" ? about : null;
}

function addStyle() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("page.css", script).href;
  document.head.append(link);
  return {};
}

/** @type {Container} */
const container = {
  init(scope) {
    shared = scope;
  },
  async get(name) {
    if (name === "./style") return addStyle;
    if (name !== "./extension") throw new Error(`${NAME}: no module ${name}`);
    const made = await plugin();
    return () => ({ __esModule: true, default: made });
  },
};

const page = /** @type {{_JUPYTERLAB?: Record<string, Container>}} */ (/** @type {unknown} */ (window));
page._JUPYTERLAB = { ...page._JUPYTERLAB, [NAME]: container };
