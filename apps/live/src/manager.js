/** The widgets of the page: their models, as the kernel has them, and their views. */

import * as base from "@jupyter-widgets/base";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import * as controls from "@jupyter-widgets/controls";
import { MessageLoop } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";

import { nameParts } from "./accessible.js";
import * as anywidget from "./anywidget.js";
import { Comms } from "./comms.js";
import * as outputs from "./outputs.js";

/** @typedef {import("./messages.js").Message} Message */
/** @typedef {import("./link.js").Link} Link */
/** @typedef {{model_name: string, model_module: string, model_module_version: string, state: any,
 *   buffers?: {path: (string | number)[], data: string, encoding: string}[]}} SavedModel */
/** @typedef {{state: Record<string, SavedModel>}} SavedState */

/** @type {Record<string, Record<string, any>>} */
const MODULES = {
  "@jupyter-widgets/base": base,
  "@jupyter-widgets/controls": controls,
  "@jupyter-widgets/output": outputs,
  anywidget,
};
const WIDGET = "jupyter.widget";
const CONTROL = "jupyter.widget.control";

/** Makes models and views, and keeps both in step with the kernel. */
export class Manager extends ManagerBase {
  #comms;
  /** Messages are handled one after the other: a widget may need the one before. */
  #work = Promise.resolve(/** @type {unknown} */ (null));
  /** @type {Map<string, {owner: object, take: (message: Message) => boolean}[]>} */
  #hooks = new Map();

  /** @param {Link} link */
  constructor(link) {
    super();
    this.#comms = new Comms(link);
    link.onMessage = (message) => {
      this.#work = this.#work.then(() => this.#handle(message)).catch(() => {});
    };
    link.onReady = () => this.#refresh();
  }

  /**
   * Make the models that the page carries.
   * @param {SavedState} saved
   */
  async load({ state }) {
    const made = Object.entries(state).map(([id, saved]) => {
      const buffers = (saved.buffers ?? []).map(({ data }) => new DataView(bytesOf(data)));
      base.put_buffers(saved.state, (saved.buffers ?? []).map(({ path }) => path), buffers);
      return this.#make(id, saved);
    });
    await Promise.all(made);
  }

  /**
   * Put a view of a model into the page.
   * @param {string} id
   * @param {HTMLElement} place
   */
  async show(id, place) {
    const model = await this.get_model(id);
    const view = await this.create_view(model);
    if (!place.isConnected) return;
    Widget.attach(view.luminoWidget, place);
    MessageLoop.postMessage(view.luminoWidget, Widget.ResizeMessage.UnknownSize);
  }

  /**
   * Hand what a message causes to that owner; an empty id stops it.
   * @param {object} owner
   * @param {string} id
   * @param {(message: Message) => boolean} take
   */
  hook(owner, id, take) {
    for (const [key, hooks] of this.#hooks) {
      const others = hooks.filter((hook) => hook.owner !== owner);
      if (others.length > 0) this.#hooks.set(key, others);
      else this.#hooks.delete(key);
    }
    if (id !== "") this.#hooks.set(id, [...(this.#hooks.get(id) ?? []), { owner, take }]);
  }

  /** @override @param {any} model @param {any} [options] @returns {Promise<any>} */
  async create_view(model, options = {}) {
    const view = await super.create_view(model, options);
    nameParts(view);
    return view;
  }

  /** @override @param {string} className @param {string} moduleName @returns {Promise<any>} */
  loadClass(className, moduleName) {
    const found = MODULES[moduleName]?.[className];
    if (found === undefined) return Promise.reject(new Error(`no ${className} in ${moduleName}`));
    return Promise.resolve(found);
  }

  /** @override @param {string} target @param {string} [id] @param {any} [data] @param {any} [metadata] @returns {Promise<any>} */
  async _create_comm(target, id = base.uuid(), data, metadata) {
    const comm = this.#comms.join(id, target);
    if (data !== undefined) comm.open(data, undefined, metadata);
    return comm;
  }

  /** @override @returns {Promise<{}>} */
  async _get_comm_info() {
    return {};
  }

  /** @param {string} id @param {SavedModel} saved */
  #make(id, { model_name, model_module, model_module_version, state }) {
    const comm = this.#comms.join(id, WIDGET);
    return this.new_model({ model_id: id, model_name, model_module, model_module_version, comm }, state);
  }

  /** @param {Message} message @returns {unknown} */
  #handle(message) {
    const { header, content, parent_header } = message;
    if (header.msg_type === "comm_msg") return this.#comms.hear(message);
    if (header.msg_type === "comm_close") return this.#comms.end(message);
    if (header.msg_type === "comm_open") {
      if (content.target_name !== WIDGET) return undefined;
      return this.handle_comm_open(this.#comms.join(content.comm_id, WIDGET), /** @type {any} */ (message));
    }
    return this.#hooks.get(parent_header.msg_id ?? "")?.at(-1)?.take(message);
  }

  /** Ask for every state: widgets may have changed while the page could not hear of it. */
  #refresh() {
    const comm = this.#comms.join(base.uuid(), CONTROL);
    comm.on_msg((message) => {
      comm.close();
      return this.#renew(message);
    });
    comm.open({}, undefined, { version: "1.0.0" });
    comm.send({ method: "request_states" });
  }

  /** @param {Message} message */
  async #renew({ content, buffers }) {
    /** @type {{states: Record<string, SavedModel>, buffer_paths: (string | number)[][]}} */
    const { states, buffer_paths } = content.data;
    buffer_paths.forEach(([id, ...path], index) => {
      const saved = states[String(id)];
      const buffer = buffers[index];
      if (saved !== undefined && buffer !== undefined) base.put_buffers(saved.state, [path], [buffer]);
    });
    await Promise.all(Object.entries(states).map(([id, saved]) => (this.has_model(id) ? this.#update(id, saved) : this.#make(id, saved))));
    for (const id of Object.keys(this.models)) if (states[id] === undefined) void this.#drop(id);
  }

  /** @param {string} id @param {SavedModel} saved */
  async #update(id, { state }) {
    /** @type {any} */
    const model = await this.get_model(id);
    for (const key of model._expectedEchoMsgIds.keys()) delete state[key]; // changed here, on its way
    const attributes = await model.constructor._deserialize_state(state, this);
    model.set_state(attributes);
  }

  /** A widget that the kernel closed meanwhile. @param {string} id */
  async #drop(id) {
    const model = await this.get_model(id);
    await model.close(true);
  }

  /** @returns {Record<string, Promise<unknown>>} */
  get models() {
    return /** @type {any} */ (this)._models;
  }
}

/** @param {string} text base64 @returns {ArrayBuffer} */
function bytesOf(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
}
