/** Activities of a page: interactive where there is a script, their state kept in this browser. */

/** @typedef {import("../../web/storage.js").Shelf} Shelf */
/** @typedef {typeof import("../../lessons/src/activity.js").mount} Mount */
/** @typedef {import("../../web/i18n.js").Language} Language */

/**
 * Mount every activity of the page; one that fails keeps its static form.
 * @param {Document} page
 * @param {Mount} mount
 * @param {Shelf | null} shelf
 */
export function mountAll(page, mount, shelf) {
  const lang = /** @type {Language} */ (page.documentElement.lang);
  for (const element of page.querySelectorAll(".parcours-activity[data-lesson]")) {
    if (!(element instanceof HTMLElement)) continue;
    try {
      const spec = JSON.parse(element.querySelector("script")?.textContent ?? "");
      const key = `parcours.book.${element.dataset.lesson}/${spec.id}`; // of both languages
      const onChange = (/** @type {unknown} */ state, /** @type {boolean} */ done) => keep(shelf, key, { state, done });
      mount(element, { spec, lang, state: kept(shelf, key), onChange, staticPage: true });
    } catch {
      continue; // what is there can be read
    }
  }
}

/**
 * The state that an earlier visit kept, or null.
 * @param {Shelf | null} shelf
 * @param {string} key
 * @returns {unknown}
 */
export function kept(shelf, key) {
  try {
    return JSON.parse(shelf?.getItem(key) ?? "null")?.state ?? null;
  } catch {
    return null;
  }
}

/**
 * Keep the state, if the browser allows it.
 * @param {Shelf | null} shelf
 * @param {string} key
 * @param {{state: unknown, done: boolean}} value
 */
export function keep(shelf, key, value) {
  try {
    shelf?.setItem(key, JSON.stringify(value));
  } catch {
    // full or blocked: the state lasts as long as the page
  }
}
