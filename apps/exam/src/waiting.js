/** Saves the server has not acknowledged, kept through reloads and crashes. */

/** @typedef {import("./model.js").Save} Save */
/** @typedef {import("../../web/storage.js").Shelf} Shelf */
/**
 * @typedef {object} Waiting
 * @property {Save} save
 * @property {string} client the page that gave the answer
 * @property {number} at the server's elapsed milliseconds when it was given
 * @property {boolean} quiet only time on screen or the cursor changed: nothing the candidate did
 */

/** The newest waiting save of each question of one attempt. */
export class WaitingSaves {
  #prefix;
  #latePrefix;
  #shelf;
  /** @type {Map<number, Waiting>} */
  #held = new Map();
  /** @type {Set<number>} questions whose waiting save is in memory only */
  #unkept = new Set();

  /**
   * @param {string} attempt
   * @param {Shelf | null} shelf lasting storage, null where it is blocked
   */
  constructor(attempt, shelf) {
    this.#prefix = `parcours.waiting.${attempt}.`;
    this.#latePrefix = `parcours.late.${attempt}.`;
    this.#shelf = shelf;
    this.recover();
  }

  /** Whether everything that waits would survive a crash of the page. */
  get lasting() {
    return this.#unkept.size === 0;
  }

  /** All that waits, oldest first. @returns {Waiting[]} */
  all() {
    return [...this.#held.values()].sort((a, b) => a.at - b.at);
  }

  /** What waits for that question. @param {number} n @returns {Waiting | null} */
  of(n) {
    return this.#held.get(n) ?? null;
  }

  /** Keep a save in place of the older one of its question. @param {Waiting} waiting */
  put(waiting) {
    const { n, seq } = waiting.save;
    this.#held.set(n, waiting);
    const stored = this.#read(this.#prefix + n);
    // Another tab may have left a later answer there: it stays, ours is sent from memory.
    const kept = stored !== null && stored.save.seq > seq ? false : this.#write(this.#prefix + n, waiting);
    if (kept) this.#unkept.delete(n);
    else this.#unkept.add(n);
  }

  /** Forget a save that was acknowledged, unless a newer one took its place. @param {Waiting} waiting */
  settle(waiting) {
    const { n } = waiting.save;
    if (isSame(this.#held.get(n) ?? null, waiting)) {
      this.#held.delete(n);
      this.#unkept.delete(n);
    }
    // The acknowledgement may come after the page gave up.
    for (const key of [this.#prefix + n, this.#latePrefix + n]) {
      if (isSame(this.#read(key), waiting)) this.#remove(key);
    }
  }

  /** Take over what other pages of this attempt left behind. */
  recover() {
    for (const stored of this.#readAll(this.#prefix)) {
      const held = this.#held.get(stored.save.n);
      if (held === undefined || held.save.seq < stored.save.seq) this.#held.set(stored.save.n, stored);
    }
  }

  /** The attempt is closed: what still waits came too late, and is kept to be shown. */
  giveUp() {
    for (const waiting of this.all()) {
      this.settle(waiting);
      if (!waiting.quiet) this.#write(this.#latePrefix + waiting.save.n, waiting);
    }
  }

  /** Saves that came too late, by question. @returns {Waiting[]} */
  late() {
    return this.#readAll(this.#latePrefix).sort((a, b) => a.save.n - b.save.n);
  }

  /** The candidate has seen what came too late. */
  forgetLate() {
    for (const { save } of this.late()) this.#remove(this.#latePrefix + save.n);
  }

  /** @param {string} prefix @returns {Waiting[]} */
  #readAll(prefix) {
    const keys = [];
    for (let index = 0; index < (this.#shelf?.length ?? 0); index += 1) keys.push(this.#shelf?.key(index));
    return keys.flatMap((key) => (key?.startsWith(prefix) ? (this.#read(key) ?? []) : []));
  }

  /** @param {string} key @returns {Waiting | null} */
  #read(key) {
    try {
      const stored = JSON.parse(this.#shelf?.getItem(key) ?? "null");
      return Number.isInteger(stored?.save?.n) && Number.isInteger(stored.save.seq) ? stored : null;
    } catch {
      return null;
    }
  }

  /** @param {string} key @param {Waiting} waiting @returns {boolean} */
  #write(key, waiting) {
    try {
      this.#shelf?.setItem(key, JSON.stringify(waiting));
      return this.#shelf !== null;
    } catch {
      return false; // full or forbidden
    }
  }

  /** @param {string} key */
  #remove(key) {
    try {
      this.#shelf?.removeItem(key);
    } catch {
      // Sent again at the next visit, which changes nothing.
    }
  }
}

/** @param {Waiting | null} one @param {Waiting} other @returns {boolean} */
function isSame(one, other) {
  return one !== null && one.save.seq === other.save.seq && one.client === other.client;
}
