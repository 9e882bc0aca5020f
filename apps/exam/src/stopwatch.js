/** How long one question has been on screen; stops while the page is hidden. */

/** Counts with a monotonic clock. */
export class Stopwatch {
  #now;
  #before = 0;
  /** @type {number | null} */
  #since = null;

  /** @param {() => number} now */
  constructor(now) {
    this.#now = now;
  }

  /** Count on from an earlier total. @param {number} total milliseconds */
  start(total) {
    this.#before = total;
    this.#since = this.#now();
  }

  /** Stop counting until `resume`. */
  pause() {
    this.#before = this.read();
    this.#since = null;
  }

  /** Count on after a pause. */
  resume() {
    this.#since ??= this.#now();
  }

  /** Milliseconds so far. @returns {number} */
  read() {
    return this.#before + (this.#since === null ? 0 : Math.round(this.#now() - this.#since));
  }
}
