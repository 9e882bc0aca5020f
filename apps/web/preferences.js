/** How one reader likes the pages; kept in this browser, never sent. */

/** @typedef {import("./storage.js").Shelf} Shelf */
/** @typedef {"auto" | "light" | "dark" | "contrast"} Theme */
/** @typedef {"100" | "115" | "130" | "150" | "200"} TextSize */
/**
 * @typedef {object} Choices
 * @property {Theme} theme
 * @property {TextSize} size text size in per cent
 * @property {boolean} clockHidden
 * @property {boolean} shortcuts single-key shortcuts are on
 * @property {"en" | "fr" | null} language null: not chosen yet
 */

/** @type {Theme[]} */
export const THEMES = ["auto", "light", "dark", "contrast"];
/** @type {TextSize[]} */
export const SIZES = ["100", "115", "130", "150", "200"];

const KEY = "parcours.preferences";
/** @type {Choices} */
const DEFAULTS = { theme: "auto", size: "100", clockHidden: false, shortcuts: true, language: null };

/** @type {{[K in keyof Choices]: (value: unknown) => boolean}} */
const VALID = {
  theme: (value) => THEMES.includes(/** @type {Theme} */ (value)),
  size: (value) => SIZES.includes(/** @type {TextSize} */ (value)),
  clockHidden: (value) => typeof value === "boolean",
  shortcuts: (value) => typeof value === "boolean",
  language: (value) => value === null || value === "en" || value === "fr",
};

/** Reads and keeps the choices; works, without memory, where storage is blocked. */
export class Preferences {
  /** @type {Choices} */
  #choices;
  /** @type {Shelf | null} */
  #shelf;

  /** @param {Shelf | null} shelf */
  constructor(shelf) {
    this.#shelf = shelf;
    this.#choices = { ...DEFAULTS, ...kept(shelf) };
  }

  /**
   * The current choice.
   * @template {keyof Choices} K
   * @param {K} name
   * @returns {Choices[K]}
   */
  get(name) {
    return this.#choices[name];
  }

  /**
   * Choose, and keep the choice if the browser allows it.
   * @template {keyof Choices} K
   * @param {K} name
   * @param {Choices[K]} value
   */
  set(name, value) {
    this.#choices = { ...this.#choices, [name]: value };
    try {
      this.#shelf?.setItem(KEY, JSON.stringify(this.#choices));
    } catch {
      this.#shelf = null; // full or blocked: the choice holds for this page
    }
  }

  /**
   * Show theme and text size on the page; style sheets read the two attributes.
   * @param {HTMLElement} root
   */
  apply(root) {
    root.dataset.theme = this.get("theme");
    root.dataset.size = this.get("size");
  }
}

/**
 * What an earlier page kept, less anything unknown or broken.
 * @param {Shelf | null} shelf
 * @returns {Partial<Choices>}
 */
function kept(shelf) {
  try {
    const found = JSON.parse(shelf?.getItem(KEY) ?? "{}");
    const entries = Object.entries(VALID).filter(([name, valid]) => valid(found?.[name]));
    return Object.fromEntries(entries.map(([name]) => [name, found[name]]));
  } catch {
    return {};
  }
}
