/** The way to the kernel: keeps what it did not get, comes back after a break, knows the end. */

import { decode, encode, PROTOCOL } from "./messages.js";

/** @typedef {import("./messages.js").Message} Message */
/** @typedef {import("@jupyter-widgets/base").ICallbacks} Callbacks */
/**
 * How it stands: `lost` while it tries again, `idle` to `gone` once the kernel has ended.
 * @typedef {"connecting" | "open" | "lost" | "idle" | "replaced" | "died" | "signed-out" | "gone"} State
 */
/** @typedef {"there" | "gone" | "signed-out" | "unknown"} Answer what the server says of the kernel */
/**
 * @typedef {object} World what differs in tests
 * @property {(protocol: string) => WebSocket} open
 * @property {() => Promise<Answer>} ask
 * @property {(work: () => void, ms: number) => unknown} [later]
 * @property {string} session
 */

// Close codes of the server; `Ended` of apps/server/live.py.
/** @type {Record<number, State>} */
const ENDED = { 4001: "idle", 4002: "replaced", 4003: "died", 4004: "signed-out", 4005: "gone" };
const WAITS_MS = [300, 1000, 2000, 4000, 5000];
const FENCE_MS = 1000;
const OPEN = 1;

/** A connection to one kernel for the life of a page. */
export class Link {
  /** @type {WebSocket | null} */
  #socket = null;
  #world;
  /** Messages that the kernel has not begun to handle, in the order of sending. @type {Map<string, Uint8Array<ArrayBuffer>>} */
  #unheard = new Map();
  /** @type {Map<string, Callbacks>} */
  #callbacks = new Map();
  /** @type {Set<string>} */
  #fences = new Set();
  #ready = false;
  #tries = 0;
  #count = 0;
  /** @type {State} */
  state = "connecting";
  /** Called with each message of the kernel. @type {(message: Message) => void} */
  onMessage = () => {};
  /** Called with each new state. @type {(state: State) => void} */
  onState = () => {};
  /** Called each time the kernel hears us again. */
  onReady = () => {};

  /** @param {World} world */
  constructor(world) {
    this.#world = world;
  }

  /** Connect, now; also cuts a wait short. */
  connect() {
    if (this.#socket !== null || this.ended) return;
    const socket = this.#world.open(PROTOCOL);
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.#tries = 0;
      this.#become("open");
      this.#fence();
    };
    socket.onmessage = ({ data }) => this.#receive(decode(data));
    socket.onclose = ({ code }) => {
      if (this.#socket === socket) this.#broken(ENDED[code]);
    };
  }

  /** Let go of a connection that the browser says is useless, and try again. */
  drop() {
    const socket = this.#socket;
    if (socket === null || this.ended) return;
    this.#broken(undefined);
    socket.close();
  }

  /** Go for good: the page is left. */
  leave() {
    const socket = this.#socket;
    this.#socket = null;
    this.#ready = false;
    socket?.close();
  }

  /** Whether the kernel is no more. */
  get ended() {
    return this.state !== "connecting" && this.state !== "open" && this.state !== "lost";
  }

  /**
   * Send now, or as soon as the kernel hears us; the id of the message.
   * @param {string} type
   * @param {unknown} content
   * @param {{callbacks?: Callbacks | undefined, metadata?: unknown,
   *   buffers?: (ArrayBuffer | ArrayBufferView)[] | undefined}} [options]
   * @returns {string}
   */
  send(type, content, { callbacks, metadata = {}, buffers = [] } = {}) {
    this.#count += 1;
    const id = `${this.#world.session}_${this.#count}`;
    const header = { msg_id: id, msg_type: type, session: this.#world.session, username: "", version: "5.4", date: new Date().toISOString() };
    const bytes = encode({ channel: "shell", header, metadata, content, buffers });
    if (callbacks !== undefined) this.#callbacks.set(id, callbacks);
    if (this.ended) return id;
    this.#unheard.set(id, bytes);
    if (this.#ready) this.#socket?.send(bytes);
    return id;
  }

  /** Ask for a sign of the kernel: it comes after all that was under way. */
  #fence() {
    const socket = this.#socket;
    if (socket === null || socket.readyState !== OPEN || this.#ready) return;
    this.#count += 1;
    const id = `${this.#world.session}_fence_${this.#count}`;
    this.#fences.add(id);
    const header = { msg_id: id, msg_type: "kernel_info_request", session: this.#world.session };
    socket.send(encode({ channel: "shell", header, content: {} }));
    // What the kernel publishes may get lost until its channel is joined to ours.
    this.#later(() => this.#fence(), FENCE_MS);
  }

  /** @param {Message} message */
  #receive(message) {
    const cause = message.parent_header.msg_id ?? "";
    if (message.channel === "iopub") {
      this.#unheard.delete(cause);
      if (this.#fences.has(cause) && !this.#ready) this.#hear();
      this.onMessage(message);
    }
    if (message.channel === "iopub" && message.header.msg_type === "status") this.#status(cause, message);
  }

  /** @param {string} cause @param {Message} message */
  #status(cause, message) {
    const idle = message.content.execution_state === "idle";
    const callbacks = this.#callbacks.get(cause);
    if (idle) this.#callbacks.delete(cause);
    callbacks?.iopub?.status?.(/** @type {any} */ (message));
  }

  #hear() {
    this.#ready = true;
    this.#fences.clear();
    // What was sent and left no trace was lost with the connection.
    for (const bytes of this.#unheard.values()) this.#socket?.send(bytes);
    // An answer may have been lost too, and a widget waits for it before it sends more.
    for (const [id, callbacks] of this.#callbacks) {
      if (this.#unheard.has(id)) continue;
      this.#callbacks.delete(id);
      callbacks.iopub?.status?.(/** @type {any} */ ({ content: { execution_state: "idle" } }));
    }
    this.onReady();
  }

  /** @param {State | undefined} end */
  #broken(end) {
    this.#socket = null;
    this.#ready = false;
    this.#become(end ?? "lost");
    if (end === undefined) this.#tryLater();
  }

  #tryLater() {
    const wait = WAITS_MS[Math.min(this.#tries, WAITS_MS.length - 1)] ?? 0;
    this.#tries += 1;
    this.#later(() => void this.retry(), wait);
  }

  /** Ask whether the kernel is still there, and connect to it if so. */
  async retry() {
    if (this.state !== "lost" || this.#socket !== null) return;
    const answer = await this.#world.ask();
    if (this.state !== "lost" || this.#socket !== null) return;
    if (answer === "there") this.connect();
    else if (answer === "unknown") this.#tryLater();
    else this.#become(answer);
  }

  /** @param {State} state */
  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.onState(state);
  }

  /** @param {() => void} work @param {number} ms */
  #later(work, ms) {
    (this.#world.later ?? setTimeout)(work, ms);
  }
}
