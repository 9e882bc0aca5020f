/**
 * The server's clock as this page can best tell it. Only differences of `performance.now()` are
 * used: the date of the device may be wrong, or change.
 */

/** @typedef {{elapsed_ms: number, remaining_ms: number | null}} Reading */

// Minutes left at which the candidate is told, once each.
export const THRESHOLDS = [60, 30, 15, 5, 1];
// The clock cannot be hidden in the last minutes.
const FORCED_VISIBLE_MS = 5 * 60_000;
// The page asks every minute; after this long without an answer the time shown is unsure.
const UNSURE_AFTER_MS = 150_000;
// A change of the whole time by less than this is rounding, not a new accommodation.
const SAME_LIMIT_MS = 1_000;

/** Keeps the offset between the server's elapsed time and this page's monotonic time. */
export class Clock {
  #now;
  // The true offset lies in [low, high]: the server read its clock between sending and receiving.
  #low = -Infinity;
  #high = Infinity;
  /** @type {number | null | undefined} */
  #limit;
  #asked = -Infinity;
  #confirmed = -Infinity;
  /** @type {Set<number>} */
  #told = new Set();

  /** @param {() => number} now `performance.now` */
  constructor(now) {
    this.#now = now;
  }

  /**
   * Take a reading of the server; returns whether the whole time changed.
   * @param {Reading} reading
   * @param {number} sent when the request left
   * @param {number} received when the answer arrived
   * @returns {boolean}
   */
  sync({ elapsed_ms, remaining_ms }, sent, received) {
    const low = elapsed_ms - received;
    const high = elapsed_ms - sent;
    const agrees = low <= this.#high && high >= this.#low;
    if (agrees) {
      this.#low = Math.max(low, this.#low);
      this.#high = Math.min(high, this.#high);
    } else if (sent >= this.#asked) {
      // The device slept and its monotonic clock with it: only the newest reading holds.
      [this.#low, this.#high] = [low, high];
    }
    this.#confirmed = Math.max(this.#confirmed, received);
    if (sent < this.#asked) return false; // an old answer overtaken by a newer one
    this.#asked = sent;
    return this.#setLimit(remaining_ms === null ? null : elapsed_ms + remaining_ms);
  }

  /** Whether there is no deadline. */
  get untimed() {
    return this.#limit === null;
  }

  /** Milliseconds since the attempt began, as the server counts. */
  elapsed() {
    if (this.#low === -Infinity) return 0;
    return Math.max(0, (this.#low + this.#high) / 2 + this.#now());
  }

  /** Milliseconds left, never negative; null when untimed. @returns {number | null} */
  remaining() {
    if (this.#limit === null || this.#limit === undefined) return null;
    return Math.max(0, this.#limit - this.elapsed());
  }

  /** Whether the time is up, as far as this page can tell without asking. */
  isOver() {
    return this.remaining() === 0;
  }

  /** Whether the clock must be shown even to those who hide it. */
  isForcedVisible() {
    const left = this.remaining();
    return left !== null && left <= FORCED_VISIBLE_MS;
  }

  /** Whether the server has been silent so long that the time shown may be wrong. */
  isUnsure() {
    return this.#now() - this.#confirmed > UNSURE_AFTER_MS;
  }

  /** The threshold (minutes) just passed and not yet told, or null. @returns {number | null} */
  takeThreshold() {
    const left = this.remaining();
    if (left === null) return null;
    const passed = THRESHOLDS.filter((minutes) => left <= minutes * 60_000);
    const fresh = passed.filter((minutes) => !this.#told.has(minutes));
    for (const minutes of passed) this.#told.add(minutes);
    if (fresh.length === 0 || left === 0) return null;
    const lowest = Math.min(...fresh);
    return lowest === Math.min(...passed) ? lowest : null;
  }

  /** @param {number | null} limit @returns {boolean} */
  #setLimit(limit) {
    const before = this.#limit;
    const near = typeof before === "number" && limit !== null && Math.abs(limit - before) < SAME_LIMIT_MS;
    if (near || before === limit) return false;
    this.#limit = limit;
    // Thresholds ahead of us will be told, also again after an extension; those behind will not.
    const left = this.remaining();
    this.#told = new Set(THRESHOLDS.filter((minutes) => left !== null && left <= minutes * 60_000));
    return before !== undefined;
  }
}
