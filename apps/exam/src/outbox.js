/** Sends saves until the server has acknowledged every one of them. */

import { ApiError } from "../../web/api.js";
import { retryDelay } from "../../web/retry.js";

/** @typedef {import("./model.js").Save} Save */
/** @typedef {import("./model.js").Answer} Answer */
/** @typedef {import("./waiting.js").Waiting} Waiting */
/** @typedef {import("./waiting.js").WaitingSaves} WaitingSaves */
/** @typedef {{n: number, seq: number, state: Answer, applied: boolean}} Result */
/** @typedef {{results: Result[], attempt: any, sent: number, received: number}} Acknowledgement */
/** @typedef {(client: string, saves: Save[], options: {keepalive: boolean}) => Promise<Acknowledgement>} Send */
/** @typedef {import("../../web/retry.js").Timers} Timers */
/**
 * @typedef {object} Told who hears what
 * @property {(status: Status) => void} status
 * @property {(reply: Acknowledgement, batch: Waiting[]) => void} acknowledged
 * @property {() => void} closed the server takes no more saves
 */
/**
 * @typedef {object} Status
 * @property {number} waiting answers, flags, notes and marks not yet acknowledged
 * @property {ApiError | null} problem why the last sending failed
 * @property {boolean} sending
 * @property {boolean} lasting whether what waits would survive a crash of the page
 * @property {number[]} refused questions whose save the server will not take as it is
 */

const BATCH = 200;
// Browsers refuse keepalive bodies over 64 KiB in all.
const KEEPALIVE_BYTES = 56_000;

/** The queue of one page; several pages of one attempt may each have one. */
export class Outbox {
  #waiting;
  #send;
  #timers;
  #random;
  #told;
  /** @type {Promise<void> | null} */
  #running = null;
  /** @type {{timer: any, ms: number} | null} */
  #planned = null;
  #failures = 0;
  /** @type {ApiError | null} */
  #problem = null;
  /** @type {Map<number, number>} question to the seq that was refused */
  #refused = new Map();
  #batch = BATCH;
  #closed = false;

  /**
   * @param {object} parts
   * @param {WaitingSaves} parts.waiting
   * @param {Send} parts.send
   * @param {Timers} parts.timers
   * @param {() => number} [parts.random] in [0, 1)
   * @param {Told} parts.told
   */
  constructor({ waiting, send, timers, random = Math.random, told }) {
    this.#waiting = waiting;
    this.#send = send;
    this.#timers = timers;
    this.#random = random;
    this.#told = told;
  }

  /** @returns {Status} */
  get status() {
    return {
      waiting: this.#waiting.all().filter(({ quiet }) => !quiet).length,
      problem: this.#problem,
      sending: this.#running !== null,
      lasting: this.#waiting.lasting,
      refused: [...this.#refused.keys()],
    };
  }

  /**
   * Keep a save and send it after `delay` milliseconds, at once by default. One that replaces
   * a waiting deed of the candidate is never quiet.
   * @param {Waiting} waiting
   * @param {number} [delay]
   */
  add(waiting, delay = 0) {
    const before = this.#waiting.of(waiting.save.n);
    this.#waiting.put({ ...waiting, quiet: waiting.quiet && (before === null || before.quiet) });
    this.#refused.delete(waiting.save.n);
    // After a failure the backoff decides: typing must not hammer a server in trouble.
    if (this.#problem === null || this.#planned === null) this.#plan(delay);
    this.#report();
  }

  /** Send everything now; resolves when nothing can be sent any more. @returns {Promise<void>} */
  flush() {
    this.#unplan();
    this.#running ??= this.#drain();
    return this.#running;
  }

  /** The network or the page woke up: try at once what other pages left, too. */
  wake() {
    this.#waiting.recover();
    if (this.#closed || this.#next().length === 0) return;
    if (this.#problem?.failure === "busy" && this.#planned !== null) return; // it said when
    this.#failures = 0;
    void this.flush();
  }

  /** The page is going away: one last request that may outlive it; nothing is forgotten here. */
  leave() {
    const encoder = new TextEncoder();
    let bytes = 0;
    const fitting = this.#next().filter(({ save }) => {
      bytes += encoder.encode(JSON.stringify(save)).length + 1;
      return bytes < KEEPALIVE_BYTES;
    });
    const [first] = fitting;
    if (this.#closed || first === undefined) return;
    this.#send(first.client, fitting.map(({ save }) => save), { keepalive: true })
      .then((reply) => this.#settle(fitting, reply))
      .catch(() => {}); // still waiting, here or at the next visit
  }

  /** Stop for good. */
  stop() {
    this.#closed = true;
    this.#unplan();
  }

  async #drain() {
    await Promise.resolve(); // `#running` must be set before it can be cleared below
    this.#report();
    try {
      await this.#sendAll();
    } finally {
      this.#running = null;
      this.#batch = BATCH;
      this.#report();
    }
  }

  async #sendAll() {
    for (let batch = this.#next(); batch.length > 0 && !this.#closed; batch = this.#next()) {
      const client = /** @type {Waiting} */ (batch[0]).client;
      try {
        const reply = await this.#send(client, batch.map(({ save }) => save), { keepalive: false });
        this.#settle(batch, reply);
        this.#failures = 0;
        this.#problem = null;
      } catch (error) {
        if (!this.#endures(batch, error)) return;
      }
      this.#report();
    }
  }

  /** One client's oldest saves, as many as fit in a request. @returns {Waiting[]} */
  #next() {
    const ready = this.#waiting.all().filter(({ save }) => this.#refused.get(save.n) !== save.seq);
    return ready.filter(({ client }) => client === ready[0]?.client).slice(0, this.#batch);
  }

  /**
   * Forget what was acknowledged; an answer that does not speak of every save acknowledges nothing.
   * @param {Waiting[]} batch
   * @param {Acknowledgement} reply
   */
  #settle(batch, reply) {
    const spoken = new Set(reply.results.map(({ n }) => n));
    if (!batch.every(({ save }) => spoken.has(save.n))) throw new ApiError("server", { code: "incomplete" });
    for (const waiting of batch) this.#waiting.settle(waiting);
    this.#told.acknowledged(reply, batch);
  }

  /**
   * Deal with a failed request; returns whether the next batch may be tried now.
   * @param {Waiting[]} batch
   * @param {unknown} error
   * @returns {boolean}
   */
  #endures(batch, error) {
    if (!(error instanceof ApiError)) throw error;
    this.#problem = error;
    if (error.failure === "refused" && error.code === "closed") {
      this.stop();
      const { late } = error;
      if (late !== null) for (const held of batch) if (!late.includes(held.save.n)) this.#waiting.settle(held);
      this.#waiting.giveUp();
      this.#told.closed();
      return false;
    }
    if (error.failure === "refused" && [400, 413, 422].includes(error.status)) {
      this.#isolate(batch);
      return true;
    }
    this.#failures += 1;
    this.#unplan();
    this.#plan(retryDelay(this.#failures, error, this.#random()));
    return false;
  }

  /** Find the save the server will not take: one by one, so that it holds back no other. @param {Waiting[]} batch */
  #isolate(batch) {
    const [only] = batch;
    if (batch.length > 1 || only === undefined) this.#batch = 1;
    else this.#refused.set(only.save.n, only.save.seq);
  }

  /** @param {number} ms */
  #plan(ms) {
    if (this.#closed) return;
    if (ms === 0) return void this.flush();
    if (this.#planned !== null && this.#planned.ms <= ms) return;
    this.#unplan();
    this.#planned = { ms, timer: this.#timers.set(() => void this.flush(), ms) };
  }

  #unplan() {
    if (this.#planned !== null) this.#timers.clear(this.#planned.timer);
    this.#planned = null;
  }

  #report() {
    this.#told.status(this.status);
  }
}
