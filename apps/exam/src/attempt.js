/** One running attempt on this page: its answers, its place, its clock, its way to the server. */

import { ApiError } from "../../web/api.js";
import { differs, tally, untouched } from "./model.js";
import { Outbox } from "./outbox.js";
import { Stopwatch } from "./stopwatch.js";

/** @typedef {import("./model.js").Answer} Answer */
/** @typedef {import("./model.js").Save} Save */
/** @typedef {import("./model.js").Question} Question */
/** @typedef {import("./outbox.js").Acknowledgement} Acknowledgement */
/** @typedef {import("./outbox.js").Status} Status */
/** @typedef {import("./waiting.js").Waiting} Waiting */
/** @typedef {{attempt: any, questions: Question[], answers: Answer[]}} Form */
/**
 * What changed: the answer of question `n`, the question on screen, the time allowed, the state of
 * saving, whether answers are taken, or that the attempt is closed.
 * @typedef {{kind: "answer", n: number} | {kind: "cursor" | "limit" | "status" | "lock" | "closed"}} Change
 */
/** @typedef {Pick<BroadcastChannel, "postMessage" | "close"> & {onmessage: ((event: MessageEvent) => void) | null}} Channel */
/**
 * @typedef {object} World
 * @property {import("../../web/api.js").Api} api
 * @property {import("./waiting.js").WaitingSaves} waiting
 * @property {import("./clock.js").Clock} clock
 * @property {string} client names this page
 * @property {() => number} now
 * @property {import("./outbox.js").Timers} timers
 * @property {() => number} [random]
 * @property {Channel | null} channel to the other tabs of this attempt
 */

// Not deeds of the candidate (time on screen, cursor) and typing may wait a little.
const QUIET_DELAY_MS = 2_000;
export const TYPING_DELAY_MS = 800;
const TIME_UP_RETRY_MS = 1_000;

/** The attempt as this page knows it. */
export class Attempt {
  #world;
  #outbox;
  #stopwatch;
  /** @type {Map<number, Answer>} */
  #answers = new Map();
  /** @type {Set<(change: Change) => void>} */
  #listeners = new Set();
  #rev;
  #ending = false;
  /** @type {ApiError | null} */
  #unreached = null;

  /** @param {Form} form @param {World} world */
  constructor(form, world) {
    this.#world = world;
    this.#stopwatch = new Stopwatch(world.now);
    this.info = form.attempt;
    this.questions = form.questions;
    this.locked = false;
    this.closed = false;
    this.#rev = form.attempt.rev;
    this.#outbox = this.#openOutbox();
    for (const answer of form.answers) this.#answers.set(answer.n, answer);
    this.cursor = this.#restore();
    this.#stopwatch.start(this.answer(this.cursor).spent_ms);
    if (world.channel !== null) world.channel.onmessage = ({ data }) => this.#heard(data);
    this.#outbox.wake();
  }

  /** The clock, to be read only. */
  get clock() {
    return this.#world.clock;
  }

  /** How saving goes, and why the server could not be reached last. @returns {Status} */
  get status() {
    const status = this.#outbox.status;
    return { ...status, problem: status.problem ?? this.#unreached };
  }

  /** Questions answered, unanswered, flagged. */
  get counts() {
    return tally(this.#answers.values(), this.questions.length);
  }

  /** The answer to a question as the candidate left it. @param {number} n @returns {Answer} */
  answer(n) {
    return this.#answers.get(n) ?? untouched(n);
  }

  /** Whether the question has been on screen. @param {number} n */
  isSeen(n) {
    return n === this.cursor || this.#answers.has(n);
  }

  /** Be told of changes. @param {(change: Change) => void} listener */
  onChange(listener) {
    this.#listeners.add(listener);
  }

  /**
   * The candidate did something to a question; it is kept at once and sent after `delay`.
   * @param {number} n
   * @param {(answer: Answer) => Answer} deed
   * @param {number} [delay] milliseconds
   */
  change(n, deed, delay = 0) {
    const before = this.answer(n);
    const after = deed(before);
    if (this.locked || !differs(before, after)) return;
    this.#record(after, { quiet: false, delay });
  }

  /** Show that question. @param {number} n */
  goTo(n) {
    if (n < 1 || n > this.questions.length || n === this.cursor) return;
    const left = this.cursor;
    const spent = this.#stopwatch.read();
    this.cursor = n;
    this.#stopwatch.start(this.answer(n).spent_ms);
    if (!this.locked) this.#record({ ...this.answer(left), spent_ms: spent }, { quiet: true });
    this.#emit({ kind: "cursor" });
  }

  /** The page is hidden or shown again. @param {boolean} visible */
  setVisible(visible) {
    if (visible) this.#stopwatch.resume();
    else this.#stopwatch.pause();
  }

  /** The page may be about to end: keep and send what there is. */
  leave() {
    if (!this.locked) this.#record(this.answer(this.cursor), { quiet: true });
    this.#outbox.leave();
  }

  /** The network or the page woke up. @returns {Promise<boolean>} */
  wake() {
    this.#outbox.wake();
    return this.sync();
  }

  /** Ask the server for the time and for what others changed; false when it cannot be reached. */
  async sync() {
    if (this.closed) return true;
    try {
      const { data, sent, received } = await this.#world.api.exchange("GET", this.#path());
      const foreign = data.rev !== this.#rev && !this.#outbox.status.sending;
      this.#take(data, sent, received);
      if (foreign) await this.#refresh();
      return true;
    } catch (error) {
      this.#failed(error);
      return false;
    }
  }

  /** Called with every tick: at zero, and only after the server agrees, the attempt is handed in. */
  async tick() {
    if (!this.clock.isOver() || this.#ending || this.closed) return;
    this.#ending = true;
    if (!this.locked) this.#record(this.answer(this.cursor), { quiet: true });
    this.#lock(true);
    await this.#outbox.flush();
    const reached = await this.sync();
    if (reached && !this.closed) {
      if (!this.clock.isOver()) this.#lock(false);
      else if (this.status.waiting === 0) await this.#handIn().catch((error) => this.#failed(error));
    }
    this.#world.timers.set(() => (this.#ending = false), TIME_UP_RETRY_MS);
  }

  /** Hand the attempt in; throws `ApiError` and stays open when an answer or the request did not arrive. */
  async submit() {
    this.#record(this.answer(this.cursor), { quiet: true });
    this.#lock(true);
    try {
      await this.#outbox.flush();
      const { waiting, problem } = this.#outbox.status;
      if (waiting > 0) throw problem ?? new ApiError("refused", { code: "unsaved" });
      if (!this.closed) await this.#handIn();
    } catch (error) {
      this.#lock(false);
      throw error;
    }
  }

  async #handIn() {
    const { data, sent, received } = await this.#world.api.exchange("POST", `${this.#path()}/submit`, {});
    this.#take(data, sent, received);
  }

  /** @param {Answer} answer @param {{quiet: boolean, delay?: number}} how */
  #record(answer, { quiet, delay = quiet ? QUIET_DELAY_MS : 0 }) {
    const at = Math.floor(this.clock.elapsed());
    // A save that only tells the time on screen must not win over an answer given elsewhere
    // that this page has not heard of yet: its number grows by one, not with the clock.
    const seq = quiet ? answer.seq + 1 : Math.max(answer.seq + 1, at);
    const spent_ms = answer.n === this.cursor ? this.#stopwatch.read() : answer.spent_ms;
    const recorded = { ...answer, seq, spent_ms };
    const save = { ...recorded, cursor: this.cursor };
    this.#answers.set(answer.n, recorded);
    this.#outbox.add({ save, client: this.#world.client, at, quiet }, delay);
    this.#world.channel?.postMessage({ kind: "save", save });
    this.#emit({ kind: "answer", n: answer.n });
  }

  /** Put what waits here over what the server holds; returns the question that was left. */
  #restore() {
    let cursor = this.info.cursor ?? 1;
    for (const { save } of this.#world.waiting.all()) {
      const { cursor: place, ...answer } = save;
      if (answer.seq > this.answer(answer.n).seq) this.#answers.set(answer.n, answer);
      cursor = place; // oldest first: the last one tells where the candidate was
    }
    return Math.min(Math.max(1, cursor), this.questions.length);
  }

  #openOutbox() {
    const { api, waiting, timers, random } = this.#world;
    /** @type {import("./outbox.js").Send} */
    const send = async (client, saves, options) => {
      const reply = await api.exchange("PUT", `${this.#path()}/answers`, { client, saves }, options);
      return { ...reply.data, sent: reply.sent, received: reply.received };
    };
    const told = {
      status: () => this.#emit({ kind: "status" }),
      acknowledged: (/** @type {Acknowledgement} */ reply, /** @type {Waiting[]} */ batch) => this.#acknowledged(reply, batch),
      closed: () => this.#close(),
    };
    return new Outbox({ waiting, send, timers, told, ...(random ? { random } : {}) });
  }

  /** @param {Acknowledgement} reply @param {Waiting[]} batch */
  #acknowledged(reply, batch) {
    for (const { save, client } of batch) {
      this.#world.channel?.postMessage({ kind: "acknowledged", save, client });
    }
    const applied = reply.results.filter((result) => result.applied).length;
    const foreign = reply.attempt.rev !== this.#rev + applied;
    this.#merge(reply.results.map(({ n, seq, state }) => ({ ...state, n, seq })));
    this.#take(reply.attempt, reply.sent, reply.received);
    if (foreign && !this.closed) this.#refresh().catch((error) => this.#failed(error));
  }

  /** Fetch the answers again and take over what another page did. */
  async #refresh() {
    const { data, sent, received } = await this.#world.api.exchange("GET", `${this.#path()}/form`);
    this.#merge(data.answers);
    this.#take(data.attempt, sent, received);
  }

  /** Take over answers later than ours. @param {Answer[]} others */
  #merge(others) {
    for (const other of others) {
      const ours = this.answer(other.n);
      if (other.seq <= ours.seq) continue;
      this.#answers.set(other.n, other);
      if (differs(ours, other) || ours.seq === 0) this.#emit({ kind: "answer", n: other.n });
    }
  }

  /** @param {any} info @param {number} sent @param {number} received */
  #take(info, sent, received) {
    this.info = info;
    this.#rev = info.rev;
    this.#unreached = null;
    if (this.clock.sync(info, sent, received)) this.#emit({ kind: "limit" });
    if (info.state !== "open") this.#close();
    else this.#emit({ kind: "status" });
  }

  /** @param {unknown} error */
  #failed(error) {
    if (!(error instanceof ApiError)) throw error;
    this.#unreached = error;
    if (error.code === "closed") this.#close();
    else this.#emit({ kind: "status" });
  }

  /** @param {any} data a message of another tab of this attempt */
  #heard(data) {
    if (data.kind === "save") {
      const { cursor, ...answer } = data.save;
      this.#merge([answer]);
    } else if (data.kind === "acknowledged") {
      this.#world.waiting.settle({ save: data.save, client: data.client, at: 0, quiet: false });
      this.#emit({ kind: "status" });
    } else if (data.kind === "closed") void this.sync();
  }

  #close() {
    if (this.closed) return;
    this.closed = true;
    this.#outbox.stop();
    this.#world.waiting.giveUp();
    this.#world.channel?.postMessage({ kind: "closed" });
    this.#lock(true);
    this.#emit({ kind: "closed" });
  }

  /** @param {boolean} locked */
  #lock(locked) {
    if (this.locked === locked) return;
    this.locked = locked;
    this.#emit({ kind: "lock" });
  }

  #path() {
    return `api/attempts/${this.info.id}`;
  }

  /** @param {Change} change */
  #emit(change) {
    for (const listener of this.#listeners) listener(change);
  }
}
