/** The browser's storage, or a stand-in that lasts as long as the page. */

/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Shelf */

/** Keeps strings for the life of the page, where the browser forbids lasting storage. */
export class MemoryShelf {
  /** @type {Map<string, string>} */
  #held = new Map();

  get length() {
    return this.#held.size;
  }

  /** @param {number} index @returns {string | null} */
  key(index) {
    return [...this.#held.keys()][index] ?? null;
  }

  /** @param {string} key @returns {string | null} */
  getItem(key) {
    return this.#held.get(key) ?? null;
  }

  /** @param {string} key @param {string} value */
  setItem(key, value) {
    this.#held.set(key, value);
  }

  /** @param {string} key */
  removeItem(key) {
    this.#held.delete(key);
  }
}

/**
 * The browser's localStorage, or null where it is blocked.
 * @param {() => Storage} open reading `window.localStorage` itself may throw
 * @returns {Storage | null}
 */
export function lastingShelf(open) {
  try {
    const shelf = open();
    const probe = "parcours.probe";
    shelf.setItem(probe, probe);
    shelf.removeItem(probe);
    return shelf;
  } catch {
    return null;
  }
}
