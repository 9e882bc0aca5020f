/** Work that no file holds yet: kept in this browser until it is saved or thrown away. */

/** @typedef {import("./types.js").Draft} Draft */
/** @typedef {import("./types.js").Base} Base */
/** @typedef {{draft: Draft, base: Base, at: string}} Unsaved */

const VERSION = 1;

/** The unsaved work of one author. */
export class Keep {
  #prefix;
  #shelf;

  /**
   * @param {string} author
   * @param {import("../../web/storage.js").Shelf} shelf
   * @param {boolean} lasting whether the shelf outlives the page
   */
  constructor(author, shelf, lasting) {
    this.#prefix = `parcours.authoring.${author}.`;
    this.#shelf = shelf;
    this.lasting = lasting;
  }

  /** What is kept under a name, or null. @param {string} name an item's id, or the key of a new one @returns {Unsaved | null} */
  get(name) {
    try {
      const found = JSON.parse(this.#shelf.getItem(this.#prefix + name) ?? "null");
      return found?.version === VERSION ? found : null;
    } catch {
      return null;
    }
  }

  /** Keep; false where the browser would not. @param {string} name @param {Unsaved} work @returns {boolean} */
  put(name, work) {
    try {
      this.#shelf.setItem(this.#prefix + name, JSON.stringify({ version: VERSION, ...work }));
      return true;
    } catch {
      return false;
    }
  }

  /** @param {string} name */
  drop(name) {
    this.#shelf.removeItem(this.#prefix + name);
  }

  /** The names under which something is kept. @returns {string[]} */
  names() {
    const keys = Array.from({ length: this.#shelf.length }, (_, index) => this.#shelf.key(index) ?? "");
    return keys.filter((key) => key.startsWith(this.#prefix)).map((key) => key.slice(this.#prefix.length)).sort();
  }
}
