/**
 * Anywidgets: widgets whose Python class carries the module that draws them (anywidget.dev/en/afm).
 * Their style goes into adopted style sheets, which the page's policy allows as it allows no
 * `<style>` element.
 */

import { DOMWidgetModel, DOMWidgetView, uuid } from "@jupyter-widgets/base";

/** @typedef {{initialize?: (given: any) => any, render?: (given: any) => any}} Definition */

/** @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();
/** Modules by their text: a hundred widgets of one class load it once. @type {Map<string, Promise<any>>} */
const modules = new Map();
const COMMAND_MS = 3000;

/** The model of every anywidget. Backbone calls `initialize` before fields would exist. */
export class AnyModel extends DOMWidgetModel {
  /** @override @param {any} attributes @param {any} options */
  initialize(attributes, options) {
    super.initialize(attributes, options);
    const life = new AbortController();
    this.once("destroy", () => life.abort());
    wear(this.get("_anywidget_id"), this.get("_css"));
    /** @type {Promise<Definition>} */
    this.definition = this.begin(life.signal);
    this.definition.catch(() => {}); // its views say so
  }

  /** Load the module and let it prepare the model. @param {AbortSignal} signal @returns {Promise<Definition>} */
  async begin(signal) {
    const found = await load(this.get("_esm"));
    /** @type {Definition} */
    let definition = typeof found.default === "function" ? await found.default() : found.default;
    if (found.render !== undefined) definition = { render: found.render };
    const cleanup = await definition.initialize?.({ model: facade(this, this), signal, experimental: experimental(this) });
    if (typeof cleanup === "function") signal.addEventListener("abort", () => void cleanup());
    return definition;
  }

  /** Messages wait until the module can hear them. @override @param {any} message */
  async _handle_comm_msg(message) {
    await this.definition?.catch(() => {});
    return super._handle_comm_msg(message);
  }

  /** As ipywidgets, without the way through JSON, which would lose bytes. @override @param {any} state */
  serialize(state) {
    const serializers = /** @type {any} */ (this.constructor).serializers ?? {};
    const result = /** @type {Record<string, any>} */ ({});
    for (const [name, value] of Object.entries(state)) {
      const serialize = serializers[name]?.serialize;
      result[name] = serialize === undefined ? plain(value) : serialize(value, this);
    }
    return result;
  }
}

/** The view of every anywidget. */
export class AnyView extends DOMWidgetView {
  #life = new AbortController();

  /** @override */
  async render() {
    super.render();
    const model = /** @type {AnyModel} */ (this.model);
    const render = (await model.definition)?.render;
    const signal = this.#life.signal;
    const cleanup = await render?.({ model: facade(model, this), el: this.el, signal, experimental: experimental(model) });
    if (typeof cleanup !== "function") return;
    if (signal.aborted) void cleanup();
    else signal.addEventListener("abort", () => void cleanup());
  }

  /** @override */
  remove() {
    this.#life.abort();
    this.model.off(undefined, undefined, this);
    return super.remove();
  }
}

/** @param {string} text @returns {Promise<any>} */
function load(text) {
  const known = modules.get(text) ?? imported(text);
  modules.set(text, known);
  return known;
}

/** @param {string} text @returns {Promise<any>} */
async function imported(text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** @param {string} id @param {string | undefined} css */
function wear(id, css) {
  if (!css) return;
  const sheet = sheets.get(id) ?? new CSSStyleSheet();
  sheet.replaceSync(css);
  if (sheets.has(id)) return;
  sheets.set(id, sheet);
  document.adoptedStyleSheets.push(sheet);
}

/** What a module may do with its model. @param {AnyModel} model @param {object} listener */
function facade(model, listener) {
  return {
    get: model.get.bind(model),
    set: model.set.bind(model),
    save_changes: model.save_changes.bind(model),
    send: model.send.bind(model),
    on: (/** @type {string} */ name, /** @type {any} */ callback) => model.on(name, callback, listener),
    off: (/** @type {any} */ name, /** @type {any} */ callback) => model.off(name, callback, listener),
    widget_manager: model.widget_manager,
  };
}

/** @param {AnyModel} model */
function experimental(model) {
  return {
    /** @param {string} name @param {any} msg @param {{buffers?: any[], signal?: AbortSignal}} [options] */
    invoke(name, msg, { buffers = [], signal = AbortSignal.timeout(COMMAND_MS) } = {}) {
      const id = uuid();
      return new Promise((resolve, reject) => {
        const hear = (/** @type {any} */ said, /** @type {any} */ received) => {
          if (said.id !== id) return;
          model.off("msg:custom", hear);
          resolve([said.response, received]);
        };
        signal.addEventListener("abort", () => {
          model.off("msg:custom", hear);
          reject(signal.reason);
        });
        model.on("msg:custom", hear);
        model.send({ id, kind: "anywidget-command", name, msg }, undefined, buffers);
      });
    },
  };
}

/** @param {any} value */
function plain(value) {
  return typeof value?.toJSON === "function" ? value.toJSON() : structuredClone(value);
}
