/** Answers on their way to the server: kept in the browser until it has acknowledged each of them. */

import { ApiError } from "../../web/api.js";
import { retryDelay } from "../../web/retry.js";
import { changes } from "../../cases/src/unsent.js";

/** @typedef {import("../../cases/src/types.js").Answers} Answers */
/** @typedef {import("../../cases/src/types.js").Language} Language */
/** @typedef {import("../../cases/src/types.js").Status} Status */
/** @typedef {import("../../web/storage.js").Shelf} Shelf */
/** @typedef {{seq: number, value: any}} Held */
/** @typedef {Record<string, Held>} Queue by task */
/** @typedef {{saved_at: number, newer: Queue}} Acknowledgement */
/** @typedef {(body: {lang: Language, revision: number, answers: Queue}, options: {keepalive: boolean}) => Promise<Acknowledgement>} Send */
/** @typedef {import("../../web/retry.js").Timers} Timers */

const PAUSE_MS = 400; // of typing
const REFUSED = new Set([400, 413, 422]);

/** The answers to one case on one page. */
export class Keeper {
  #send;
  #shelf;
  #key;
  #revision;
  #now;
  #told;
  #timers;
  /** @type {Answers} */
  #known;
  /** @type {Queue} */
  #queue;
  /** @type {Language} */
  #lang;
  #seq;
  #timer = null;
  #failures = 0;
  #sending = false;
  #stopped = false;

  /**
   * @param {object} given
   * @param {Send} given.send
   * @param {Shelf} given.shelf
   * @param {string} given.key of what waits, on the shelf
   * @param {number} given.revision
   * @param {Queue} given.held what the server holds
   * @param {Language} given.lang
   * @param {() => number} given.now the server's clock, in milliseconds
   * @param {Timers} given.timers
   * @param {{status: (status: Status) => void, replaced: (answers: Answers) => void, closed: () => void}} given.told
   */
  constructor({ send, shelf, key, revision, held, lang, now, timers, told }) {
    this.#send = send;
    this.#shelf = shelf;
    this.#key = key;
    this.#revision = revision;
    this.#lang = lang;
    this.#now = now;
    this.#timers = timers;
    this.#told = told;
    const waiting = Object.entries(waitingOn(shelf, key));
    this.#queue = Object.fromEntries(waiting.filter(([task, { seq }]) => seq > (held[task]?.seq ?? 0)));
    const all = { ...held, ...this.#queue };
    this.#known = answersOf(all);
    this.#seq = Math.max(0, ...Object.values(all).map(({ seq }) => seq));
    this.#store();
  }

  /** What the form shows first: what the server holds, and later answers that it never got. @returns {Answers} */
  get answers() {
    return this.#known;
  }

  /** Whether everything was acknowledged. */
  get isDone() {
    return Object.keys(this.#queue).length === 0;
  }

  /** Take the answers as they are now. @param {Answers} answers @param {Language} lang */
  take(answers, lang) {
    if (this.#stopped) return;
    this.#lang = lang;
    for (const [task, value] of Object.entries(changes(answers, this.#known))) {
      this.#seq = Math.max(this.#seq + 1, Math.floor(this.#now()));
      this.#queue[task] = { seq: this.#seq, value };
    }
    this.#known = answers;
    this.#store();
    this.#plan(PAUSE_MS);
    this.#told.status({ state: "saving" });
  }

  /** Send all that waits, now. @returns {Promise<void>} */
  async flush() {
    this.#unplan();
    if (this.isDone || this.#sending || this.#stopped) return;
    this.#sending = true;
    const batch = { ...this.#queue };
    let taken = false;
    try {
      this.#settle(batch, await this.#send(this.#body(batch), { keepalive: false }));
      taken = true;
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#sending = false;
    }
    if (taken && !this.isDone && this.#timer === null) await this.flush(); // written meanwhile
  }

  /** The page goes away: one last request that may outlive it; nothing is forgotten here. */
  leave() {
    if (!this.isDone && !this.#stopped) void this.#send(this.#body(this.#queue), { keepalive: true }).catch(() => {});
  }

  /** @param {Queue} answers */
  #body(answers) {
    return { lang: this.#lang, revision: this.#revision, answers };
  }

  /** @param {Queue} batch @param {Acknowledgement} reply */
  #settle(batch, { saved_at: at, newer }) {
    this.#failures = 0;
    for (const [task, { seq }] of Object.entries(batch)) {
      if (this.#queue[task]?.seq === seq) delete this.#queue[task];
    }
    const unseen = Object.entries(newer).filter(([task]) => this.#queue[task] === undefined);
    this.#seq = Math.max(this.#seq, ...Object.values(newer).map(({ seq }) => seq));
    this.#store();
    if (unseen.length > 0) {
      this.#known = answersOf({ ...heldOf(this.#known), ...Object.fromEntries(unseen) });
      this.#told.replaced(this.#known);
    }
    this.#told.status(this.isDone ? { state: "saved", at: new Date(at).toISOString() } : { state: "saving" });
  }

  /** @param {unknown} error */
  #failed(error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === "handed_in") {
      this.#stopped = true;
      this.#queue = {};
      this.#store();
      this.#told.closed();
      return;
    }
    this.#told.status({ state: "unsaved", why: whyOf(error) });
    if (REFUSED.has(error.status)) return; // the next change tries again
    this.#failures += 1;
    this.#unplan(); // what was written meanwhile waits, too
    this.#plan(retryDelay(this.#failures, error));
  }

  /** @param {number} ms */
  #plan(ms) {
    if (this.#timer !== null && this.#failures > 0) return; // a server in trouble is not hurried
    this.#unplan();
    this.#timer = this.#timers.set(() => void this.flush(), ms);
  }

  #unplan() {
    if (this.#timer !== null) this.#timers.clear(this.#timer);
    this.#timer = null;
  }

  #store() {
    try {
      if (this.isDone) this.#shelf.removeItem(this.#key);
      else this.#shelf.setItem(this.#key, JSON.stringify(this.#queue));
    } catch {
      // full: the answers are still on the page
    }
  }
}

/** @param {Queue} held @returns {Answers} */
function answersOf(held) {
  const entries = Object.entries(held).filter(([, { value }]) => value !== null);
  return Object.fromEntries(entries.map(([task, { value }]) => [task, value]));
}

/** @param {Answers} answers @returns {Queue} */
function heldOf(answers) {
  return Object.fromEntries(Object.entries(answers).map(([task, value]) => [task, { seq: 0, value }]));
}

/** @param {Shelf} shelf @param {string} key @returns {Queue} */
function waitingOn(shelf, key) {
  try {
    const found = JSON.parse(shelf.getItem(key) ?? "{}");
    const whole = Object.entries(found ?? {}).filter(([, one]) => Number.isSafeInteger(one?.seq) && one.value !== undefined);
    return Object.fromEntries(/** @type {[string, Held][]} */ (whole));
  } catch {
    return {};
  }
}

/** @param {ApiError} error @returns {import("../../web/i18n.js").Text} */
function whyOf(error) {
  if (error.said !== null) return error.said;
  return {
    en: "the server does not answer. What you write stays in this browser and is sent when it is back.",
    fr: "le serveur ne répond pas. Ce que vous écrivez reste dans ce navigateur et partira à son retour.",
  };
}
