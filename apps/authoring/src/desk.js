/** One item on the desk: what is written, what the linter says of it, and how it is kept and saved. */

import { ApiError } from "../../web/api.js";
import { delayed } from "../../web/delay.js";
import { retryDelay } from "../../web/retry.js";
import { draftOf, sent } from "./draft.js";

/** @typedef {import("./types.js").Draft} Draft */
/** @typedef {import("./types.js").Base} Base */
/** @typedef {import("./types.js").Opened} Opened */
/** @typedef {"clean" | "edited" | "saving" | "waiting" | "refused" | "conflict"} State */
/** @typedef {{theirs: Opened | null}} Conflict `theirs` is null where the file is gone */
/**
 * @typedef {object} Told
 * @property {() => void} state
 * @property {() => void} findings
 * @property {() => void} similar
 * @property {(kept: import("./types.js").Kept) => void} saved
 */

export const CHECK_MS = 350;
export const SIMILAR_MS = 600;

/** @type {Base} */
export const NOTHING = { digest: null, case_digest: null, case_id: null, case_text: null, shared: [] };

/** What the author has seen of an item that was opened. @param {Opened} opened @returns {Base} */
export function baseOf({ digest, case: scenario }) {
  return { digest, case_digest: scenario?.digest ?? null, case_id: scenario?.id ?? null, case_text: scenario?.text ?? null, shared: scenario?.items ?? [] };
}

/** The draft of an item that was opened. @param {Opened} opened @returns {Draft} */
export function opening({ item, exam, root, case: scenario }) {
  return draftOf(item, { exam, root, scenario: scenario?.text ?? null });
}

/** The state of an item that is being written; every request about it leaves from here. */
export class Desk {
  #client;
  #keep;
  #timers;
  #told;
  #failures = 0;
  #closed = false;
  /** @type {any} */
  #retry = null;

  /**
   * @param {object} parts
   * @param {string} parts.name under which unsaved work is kept
   * @param {Draft} parts.draft
   * @param {Base} parts.base
   * @param {Pick<import("./client.js").Client, "check" | "similar" | "save" | "item">} parts.client
   * @param {import("./keep.js").Keep} parts.keep
   * @param {import("../../web/retry.js").Timers} parts.timers
   * @param {Told} parts.told
   */
  constructor({ name, draft, base, client, keep, timers, told }) {
    this.name = name;
    this.draft = draft;
    this.base = base;
    this.#client = client;
    this.#keep = keep;
    this.#timers = timers;
    this.#told = told;
    /** @type {State} */
    this.state = "clean";
    /** @type {unknown} */
    this.failure = null;
    /** @type {Conflict | null} */
    this.conflict = null;
    this.isKept = true; // unsaved work is in the browser's storage
    this.isLost = false; // the server does not answer
    this.isFaulty = false; // it does, with a fault of its own
    /** @type {import("./types.js").Finding[] | null} */
    this.findings = null;
    /** @type {string | null} */
    this.suggested = null;
    /** @type {import("./types.js").Alike[] | null} */
    this.similar = null;
    this.asks = { check: this.#asking(() => this.#check(), CHECK_MS), similar: this.#asking(() => this.#similar(), SIMILAR_MS) };
  }

  /** Write on. @param {Draft} draft */
  change(draft) {
    this.draft = draft;
    if (this.state !== "conflict" && this.state !== "saving") this.state = "edited";
    this.isKept = this.#keep.put(this.name, { draft, base: this.base, at: new Date().toISOString() });
    this.look();
    this.#told.state();
  }

  /** Ask anew what is found, a moment later. */
  look() {
    this.asks.check.soon();
    this.asks.similar.soon();
  }

  /** Save; tried again by itself as long as the server cannot be reached. @returns {Promise<void>} */
  async save() {
    if (this.state === "saving" || this.conflict !== null) return;
    this.#timers.clear(this.#retry);
    const { draft } = this;
    this.#become("saving");
    try {
      const kept = await this.#client.save(sent(draft, this.base), { root: draft.root, digest: this.base.digest, case_digest: this.base.case_digest });
      this.#failures = 0;
      this.isLost = false;
      this.#saved(draft, kept);
    } catch (error) {
      await this.#failed(error);
    }
  }

  /** What differs is settled: the next save replaces what was seen of theirs. @param {Draft} draft */
  settle(draft) {
    const theirs = this.conflict?.theirs ?? null;
    this.base = theirs === null ? NOTHING : baseOf(theirs);
    this.conflict = null;
    this.state = "edited";
    this.change(draft);
  }

  /** Throw away what is written here, for what stands in the file. @param {Opened} opened */
  revert(opened) {
    this.#timers.clear(this.#retry);
    this.#keep.drop(this.name);
    this.base = baseOf(opened);
    this.draft = opening(opened);
    this.conflict = null;
    this.#become("clean");
    this.look();
  }

  /** Somebody else has changed the file. @param {Opened | null} theirs */
  meet(theirs) {
    this.conflict = { theirs };
    this.#become("conflict");
  }

  /** The connection may be back. */
  wake() {
    if (this.state === "waiting") void this.save();
    if (this.isLost) this.look();
  }

  /** Ask nothing any more; what is unsaved stays in the browser. */
  close() {
    this.#closed = true;
    this.#timers.clear(this.#retry);
    this.asks.check.cancel();
    this.asks.similar.cancel();
  }

  /** @param {Draft} draft @param {import("./types.js").Kept} kept */
  #saved(draft, kept) {
    const { item, scenario } = draft;
    const base = { ...this.base, digest: kept.digest, case_id: item.case === "" ? null : item.case, case_text: item.case === "" ? null : scenario };
    base.case_digest = kept.case_digest ?? (base.case_id === this.base.case_id ? this.base.case_digest : null);
    this.base = base;
    this.#keep.drop(this.name);
    const meanwhile = this.draft;
    this.name = String(kept.item["id"]);
    this.draft = draftOf(kept.item, draft);
    if (meanwhile !== draft) {
      const { revision, review } = this.draft.item;
      this.state = "edited";
      this.change({ ...meanwhile, item: { ...meanwhile.item, revision, review } });
    } else this.#become("clean");
    this.#told.saved(kept);
    this.look();
  }

  /** @param {unknown} error */
  async #failed(error) {
    this.failure = error;
    if (!(error instanceof ApiError)) return this.#become("refused");
    if (error.code === "changed") return this.#compare();
    if (error.code === "not_written" || error.failure === "refused" || error.failure === "signed-out") return this.#become("refused");
    this.#failures += 1;
    this.#retry = this.#timers.set(() => void this.save(), retryDelay(this.#failures, error, Math.random()));
    this.#become("waiting");
  }

  async #compare() {
    try {
      this.meet(await this.#client.item(this.draft.item.id));
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) this.meet(null);
      else await this.#failed(error);
    }
  }

  /** @param {State} state */
  #become(state) {
    this.state = state;
    if (!this.#closed) this.#told.state();
  }

  async #check() {
    const { findings, id } = await this.#client.check(sent(this.draft, this.base));
    this.findings = findings;
    this.suggested = id;
    if (!this.#closed) this.#told.findings();
  }

  async #similar() {
    this.similar = (await this.#client.similar(sent(this.draft, this.base))).similar;
    if (!this.#closed) this.#told.similar();
  }

  /**
   * A question asked a moment after the last change, one at a time, and again until it is answered.
   * @param {() => Promise<void>} ask
   * @param {number} ms
   */
  #asking(ask, ms) {
    let busy = false;
    let again = false;
    let failures = 0;
    /** @type {any} */
    let timer = null;
    const now = async () => {
      if (busy) {
        again = true;
        return;
      }
      busy = true;
      again = false;
      try {
        await ask();
        failures = 0;
        this.#reached(true);
      } catch (error) {
        failures += 1;
        const isLost = error instanceof ApiError && error.failure !== "refused" && error.failure !== "busy";
        if (isLost) this.#reached(false, error.failure === "server");
        if (!this.#closed && error instanceof ApiError && error.failure !== "refused") timer = this.#timers.set(now, retryDelay(failures, error, Math.random()));
      } finally {
        busy = false;
        if (again && !this.#closed) void now();
      }
    };
    const later = delayed(() => void now(), ms);
    const cancel = () => {
      this.#timers.clear(timer);
      later.cancel();
    };
    return { soon: () => (cancel(), later.soon()), cancel, flush: later.flush };
  }

  /** @param {boolean} answered @param {boolean} [isFaulty] */
  #reached(answered, isFaulty = false) {
    if (this.isLost === !answered && this.isFaulty === isFaulty) return;
    this.isLost = !answered;
    this.isFaulty = isFaulty;
    if (!this.#closed) this.#told.state();
  }
}
