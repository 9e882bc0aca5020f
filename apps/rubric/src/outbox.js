/** Drafts and marks on their way: kept in this browser until the server has acknowledged them. */

import { ApiError } from "../../web/api.js";
import { retryDelay } from "../../web/retry.js";

/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("../../web/storage.js").Shelf} Shelf */
/** @typedef {import("../../web/retry.js").Timers} Timers */
/** @typedef {"kept" | "saving" | "waiting" | "refused"} State of one copy */
/**
 * @typedef {object} Told
 * @property {() => void} status
 * @property {(entry: Entry, reply: any) => void} acknowledged
 */

export const TYPING_MS = 700;

/** The newest entry of each copy; sends one after the other, and tries again until it is told. */
export class Outbox {
  #prefix;
  #shelf;
  #send;
  #timers;
  #told;
  /** @type {Map<string, Entry>} */
  #held = new Map();
  /** @type {Map<string, ApiError>} copies whose entry the server will not take as it is */
  #refused = new Map();
  /** @type {Promise<void> | null} */
  #running = null;
  /** @type {any} */
  #timer = null;
  #failures = 0;
  /** @type {ApiError | null} */
  #problem = null;

  /**
   * @param {object} parts
   * @param {string} parts.owner id of the grader: others may use the same browser
   * @param {Shelf | null} parts.shelf lasting storage, null where it is blocked
   * @param {(entry: Entry, options: {keepalive: boolean}) => Promise<any>} parts.send
   * @param {Timers} parts.timers
   * @param {Told} parts.told
   */
  constructor({ owner, shelf, send, timers, told }) {
    this.#prefix = `parcours.rubric.${owner}.`;
    this.#shelf = shelf;
    this.#send = send;
    this.#timers = timers;
    this.#told = told;
    this.recover();
  }

  /** How many copies have something that is not acknowledged. */
  get waiting() {
    return this.#held.size;
  }

  /** Why the last sending failed, null when it did not. @returns {ApiError | null} */
  get problem() {
    return this.#problem;
  }

  /** Whether what waits would survive a crash of the page. */
  get lasting() {
    return this.#shelf !== null;
  }

  /** What waits of a copy. @param {string} copy @returns {Entry | null} */
  of(copy) {
    return this.#held.get(copy) ?? null;
  }

  /** Why the server does not take the entry of a copy. @param {string} copy @returns {ApiError | null} */
  refusal(copy) {
    return this.#refused.get(copy) ?? null;
  }

  /** @param {string} copy @returns {State} */
  state(copy) {
    if (this.#refused.has(copy)) return "refused";
    if (!this.#held.has(copy)) return "kept";
    return this.#problem === null ? "saving" : "waiting";
  }

  /** Keep an entry and send it a moment later, or at once where it is a mark. @param {Entry} entry */
  put(entry) {
    this.#held.set(entry.copy, entry);
    this.#refused.delete(entry.copy);
    this.#write(this.#prefix + entry.copy, JSON.stringify(entry));
    if (entry.mark) void this.flush();
    else if (this.#problem === null) this.#plan(TYPING_MS);
    this.#told.status();
  }

  /** Forget what waits of a copy. @param {string} copy */
  drop(copy) {
    this.#held.delete(copy);
    this.#refused.delete(copy);
    this.#remove(this.#prefix + copy);
    this.#told.status();
  }

  /** Send all that waits now; resolves when nothing more can be sent. @returns {Promise<void>} */
  flush() {
    this.#unplan();
    this.#running ??= this.#drain().finally(() => {
      this.#running = null;
      this.#told.status();
    });
    return this.#running;
  }

  /** The network or the page woke up. @returns {Promise<void>} */
  wake() {
    this.recover();
    this.#failures = 0;
    return this.flush();
  }

  /** The page is going away: what waits is sent once more, and stays here until it is acknowledged. */
  leave() {
    for (const entry of this.#held.values()) {
      if (!this.#refused.has(entry.copy)) void this.#send(entry, { keepalive: true }).then(() => this.#settle(entry)).catch(() => {});
    }
  }

  /** Take over what other pages left behind. */
  recover() {
    for (let index = 0; index < (this.#shelf?.length ?? 0); index += 1) {
      const key = this.#shelf?.key(index) ?? "";
      const entry = key.startsWith(this.#prefix) ? this.#read(key) : null;
      if (entry !== null && (this.of(entry.copy)?.seq ?? -1) < entry.seq) this.#held.set(entry.copy, entry);
    }
  }

  async #drain() {
    await Promise.resolve(); // `#running` must be set before it is cleared
    this.#told.status();
    for (let entry = this.#next(); entry !== undefined; entry = this.#next()) {
      try {
        const reply = await this.#send(entry, { keepalive: false });
        this.#settle(entry);
        this.#failures = 0;
        this.#problem = null;
        this.#told.acknowledged(entry, reply);
      } catch (error) {
        if (!this.#endures(entry, error)) return;
      }
      this.#told.status();
    }
  }

  #next() {
    return [...this.#held.values()].find(({ copy }) => !this.#refused.has(copy));
  }

  /** @param {Entry} entry */
  #settle(entry) {
    const { copy, seq, mark } = entry;
    const held = this.#held.get(copy);
    if (held?.seq === seq && held.mark === mark) this.#held.delete(copy);
    const stored = this.#read(this.#prefix + copy);
    if (stored?.seq === seq && stored.mark === mark) this.#remove(this.#prefix + copy);
  }

  /** Deal with a failure; returns whether the next entry may be tried. @param {Entry} entry @param {unknown} error */
  #endures(entry, error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.failure === "refused") {
      if (this.#held.get(entry.copy)?.seq === entry.seq) this.#refused.set(entry.copy, error);
      return true;
    }
    this.#problem = error;
    this.#failures += 1;
    this.#plan(retryDelay(this.#failures, error));
    return false;
  }

  /** @param {number} ms */
  #plan(ms) {
    this.#unplan();
    this.#timer = this.#timers.set(() => void this.flush(), ms);
  }

  #unplan() {
    if (this.#timer !== null) this.#timers.clear(this.#timer);
    this.#timer = null;
  }

  /** @param {string} key @returns {Entry | null} */
  #read(key) {
    try {
      const found = JSON.parse(this.#shelf?.getItem(key) ?? "null");
      return typeof found?.copy === "string" && Number.isInteger(found.seq) && typeof found.levels === "object" ? found : null;
    } catch {
      return null;
    }
  }

  /** @param {string} key @param {string} text */
  #write(key, text) {
    try {
      this.#shelf?.setItem(key, text);
    } catch {
      this.#shelf = null; // full or forbidden: what waits is on the page only
    }
  }

  /** @param {string} key */
  #remove(key) {
    try {
      this.#shelf?.removeItem(key);
    } catch {
      // sent again at the next visit, which changes nothing
    }
  }
}
