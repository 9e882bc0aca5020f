// A world in which time, chance, storage, tabs and the network are all under the test's control.

import { ApiError } from "../../apps/web/api.js";
import { MemoryShelf } from "../../apps/web/storage.js";

/**
 * Numbers in [0, 1), the same for the same seed (mulberry32).
 * @param {number} seed
 * @returns {() => number}
 */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Time that moves only when told to. */
export class Time {
  ms = 1_000;
  /** @type {{at: number, order: number, run: () => void}[]} */
  #due = [];
  #order = 0;

  now = () => this.ms;

  /** @param {() => void} run @param {number} after */
  set = (run, after) => {
    const entry = { at: this.ms + after, order: (this.#order += 1), run };
    this.#due.push(entry);
    return entry;
  };

  /** @param {any} entry */
  clear = (entry) => {
    this.#due = this.#due.filter((other) => other !== entry);
  };

  /** Let that much time pass, with everything that falls due in it. @param {number} ms */
  async pass(ms) {
    const end = this.ms + ms;
    await settled();
    for (;;) {
      const [next] = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at || a.order - b.order);
      if (next === undefined) break;
      this.clear(next);
      this.ms = Math.max(this.ms, next.at);
      next.run();
      await settled();
    }
    this.ms = end;
  }
}

/** Wait until all promises that can settle have settled. */
function settled() {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A shelf that can be full. */
export class FillableShelf extends MemoryShelf {
  full = false;

  /** @override @param {string} key @param {string} value */
  setItem(key, value) {
    if (this.full) throw new DOMException("full", "QuotaExceededError");
    super.setItem(key, value);
  }
}

/** Tabs that hear each other, in order, a moment later. */
export class Air {
  /** @type {Set<{onmessage: ((event: any) => void) | null}>} */
  #ends = new Set();

  /** @param {Time} time */
  constructor(time) {
    this.time = time;
  }

  /** @returns {any} */
  open() {
    const end = {
      onmessage: null,
      postMessage: (/** @type {any} */ data) => {
        const copy = structuredClone(data);
        for (const other of this.#ends) {
          if (other !== end) this.time.set(() => other.onmessage?.call(null, { data: copy }), 1);
        }
      },
      close: () => this.#ends.delete(end),
    };
    this.#ends.add(end);
    return end;
  }
}

/** The rules of docs/api.md, in memory. */
export class Server {
  /** @type {Map<number, any>} */
  held = new Map();
  rev = 0;
  state = "open";
  cursor = 1;
  late = 0;
  /** @type {(save: any) => boolean} */
  refuses = () => false;

  /** @param {Time} time @param {{questions?: number, limit?: number | null}} [form] */
  constructor(time, { questions = 12, limit = 3_600_000 } = {}) {
    this.time = time;
    this.questions = questions;
    this.limit = limit;
    this.start = time.ms;
  }

  attempt() {
    const elapsed = this.time.ms - this.start;
    return {
      id: "abc",
      title: { en: "Exam", fr: "Examen" },
      state: this.state,
      language: "en",
      cursor: this.cursor,
      rev: this.rev,
      elapsed_ms: elapsed,
      remaining_ms: this.limit === null ? null : Math.max(0, this.limit - elapsed),
    };
  }

  form() {
    const stem = { en: "Stem", fr: "Question" };
    const questions = Array.from({ length: this.questions }, (_, index) => ({ n: index + 1, stem, case: null, options: [] }));
    const answers = [...this.held.values()].map(({ client: _client, ...answer }) => answer);
    return structuredClone({ attempt: this.attempt(), questions, answers });
  }

  /** @param {string} method @param {string} path @param {any} body */
  answer(method, path, body) {
    const over = this.limit !== null && this.time.ms - this.start >= this.limit + 5_000;
    if (over && this.state === "open") this.state = "expired";
    if (path.endsWith("/submit")) {
      if (this.state === "open") this.state = "submitted";
      return this.attempt();
    }
    if (method === "GET" && !path.endsWith("/form")) return this.attempt();
    if (this.state !== "open") {
      if (method !== "PUT") throw new ApiError("refused", { status: 409, code: "closed" });
      const saves = /** @type {{n: number, choice: string | null}[]} */ (body.saves);
      const late = saves.filter(({ n, choice }) => (this.held.get(n)?.choice ?? null) !== choice);
      this.late += late.length;
      throw new ApiError("refused", { status: 409, code: "closed", late: late.map(({ n }) => n) });
    }
    return method === "GET" ? this.form() : this.save(body);
  }

  /** @param {{client: string, saves: any[]}} body */
  save({ client, saves }) {
    if (saves.some((save) => this.refuses(save))) throw new ApiError("refused", { status: 400, code: "invalid" });
    const results = saves.map(({ cursor, ...state }) => {
      const before = this.held.get(state.n);
      const newer =
        before === undefined || state.seq > before.seq || (state.seq === before.seq && client > before.client);
      if (newer) {
        this.held.set(state.n, { ...state, client });
        this.rev += 1;
      }
      this.cursor = cursor;
      const { client: _client, ...held } = this.held.get(state.n);
      return { n: state.n, seq: held.seq, applied: newer, state: held };
    });
    return { results, attempt: this.attempt() };
  }
}

/**
 * @typedef {"arrives" | "request-lost" | "reply-lost" | "repeated" | "busy" | "broken"
 *   | "signed-out"} Fate
 */

/** Carries requests to the server late, twice, or not at all. */
export class Network {
  /** @type {(method: string) => Fate} */
  fate = () => "arrives";
  /** @type {() => number} one way, milliseconds */
  delay = () => 5;
  /** @type {{method: string, path: string, body: any}[]} */
  log = [];

  /** @param {Server} server @param {Time} time */
  constructor(server, time) {
    this.server = server;
    this.time = time;
  }

  /**
   * What one page uses as its API; a dead page hears no answer, though its requests may arrive.
   * @param {() => boolean} [isAlive]
   * @returns {any}
   */
  api(isAlive = () => true) {
    return {
      exchange: (/** @type {string} */ method, /** @type {string} */ path, /** @type {any} */ body) =>
        new Promise((resolve, reject) => {
          this.#carry(method, path, structuredClone(body)).then(
            (reply) => isAlive() && resolve(reply),
            (error) => isAlive() && reject(error),
          );
        }),
    };
  }

  /** @param {string} method @param {string} path @param {any} body */
  #carry(method, path, body) {
    const sent = this.time.ms;
    const fate = this.fate(method);
    this.log.push({ method, path, body });
    return new Promise((resolve, reject) => {
      const fail = (/** @type {ApiError} */ error) => this.time.set(() => reject(error), this.delay());
      if (fate === "request-lost") return void fail(new ApiError("offline"));
      if (fate === "busy") return void fail(new ApiError("busy", { status: 429, retryAfter: 7 }));
      if (fate === "broken") return void fail(new ApiError("server", { status: 507 }));
      if (fate === "signed-out") return void fail(new ApiError("signed-out", { status: 401 }));
      this.time.set(() => {
        try {
          const data = structuredClone(this.server.answer(method, path, body));
          if (fate === "reply-lost") return void fail(new ApiError("timeout"));
          this.time.set(() => resolve({ data, sent, received: this.time.ms }), this.delay());
        } catch (error) {
          fail(/** @type {ApiError} */ (error));
        }
        if (fate === "repeated") {
          const again = () => {
            try {
              this.server.answer(method, path, body);
            } catch {
              // A proxy's second copy is refused: nobody reads that answer.
            }
          };
          this.time.set(again, this.delay() * 20);
        }
      }, this.delay());
    });
  }
}
