/** Comms: named conversations between a widget in the page and its twin in the kernel. */

/** @typedef {import("./messages.js").Message} Message */
/** @typedef {import("./link.js").Link} Link */
/** @typedef {import("@jupyter-widgets/base").ICallbacks} Callbacks */
/** @typedef {ArrayBuffer[] | ArrayBufferView[]} Buffers */

/** One conversation, with the methods that widgets call: an `IClassicComm`. */
export class Comm {
  #link;
  #forget;
  /** @type {(message: any) => any} */
  #hear = () => {};
  /** @type {(message: any) => any} */
  #end = () => {};

  /**
   * @param {Link} link
   * @param {string} id
   * @param {string} target
   * @param {() => void} forget
   */
  constructor(link, id, target, forget) {
    this.#link = link;
    this.#forget = forget;
    this.comm_id = id;
    this.target_name = target;
  }

  /**
   * Begin it in the kernel.
   * @param {any} data @param {Callbacks} [callbacks] @param {any} [metadata] @param {Buffers} [buffers]
   */
  open(data, callbacks, metadata, buffers) {
    const content = { comm_id: this.comm_id, target_name: this.target_name, data };
    return this.#link.send("comm_open", content, { callbacks, metadata, buffers });
  }

  /**
   * Say something.
   * @param {any} data @param {Callbacks} [callbacks] @param {any} [metadata] @param {Buffers} [buffers]
   */
  send(data, callbacks, metadata, buffers) {
    return this.#link.send("comm_msg", { comm_id: this.comm_id, data }, { callbacks, metadata, buffers });
  }

  /**
   * End it.
   * @param {any} [data] @param {Callbacks} [callbacks] @param {any} [metadata] @param {Buffers} [buffers]
   */
  close(data = {}, callbacks, metadata, buffers) {
    this.#forget();
    return this.#link.send("comm_close", { comm_id: this.comm_id, data }, { callbacks, metadata, buffers });
  }

  /** @param {(message: any) => unknown} callback called with what the kernel says */
  on_msg(callback) {
    this.#hear = callback;
  }

  /** @param {(message: any) => unknown} callback called when the kernel ends it */
  on_close(callback) {
    this.#end = callback;
  }

  /** Hand over a message of the kernel. @param {Message} message */
  hear(message) {
    return this.#hear(message);
  }

  /** Hand over the kernel's end of it. @param {Message} message */
  end(message) {
    return this.#end(message);
  }
}

/** The conversations of a page. */
export class Comms {
  /** @type {Map<string, Comm>} */
  #open = new Map();
  #link;

  /** @param {Link} link */
  constructor(link) {
    this.#link = link;
  }

  /** The conversation of that id, which the kernel knows or will know. @param {string} id @param {string} target */
  join(id, target) {
    const comm = this.#open.get(id) ?? new Comm(this.#link, id, target, () => this.#open.delete(id));
    this.#open.set(id, comm);
    return comm;
  }

  /** Hand a message of the kernel to its conversation. @param {Message} message @returns {unknown} */
  hear(message) {
    return this.#open.get(message.content.comm_id)?.hear(message);
  }

  /** The kernel ended one. @param {Message} message @returns {unknown} */
  end(message) {
    const comm = this.#open.get(message.content.comm_id);
    this.#open.delete(message.content.comm_id);
    return comm?.end(message);
  }
}
