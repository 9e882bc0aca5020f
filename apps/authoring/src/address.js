/** Where one is on the page, as the address says: the list, an item, a new item, their previews. */

/** @typedef {import("./types.js").Place} Place */
/** @typedef {import("./types.js").Filters} Filters */

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;

/** What a list may be filtered by, as the API names it. */
export const FILTERS = ["text", "exam", "domain", "topic", "status", "review", "use", "level", "leadin", "population", "module", "case"];

/**
 * The place that an address names; what it names wrongly is left out.
 * @param {string} search with its question mark
 * @returns {Place}
 */
export function placeOf(search) {
  const asked = new URLSearchParams(search);
  const preview = asked.get("view") === "preview";
  const id = asked.get("item") ?? "";
  if (SLUG.test(id)) return { view: "item", id, preview };
  /** @type {Filters} */
  const filters = {};
  for (const name of FILTERS) {
    const value = asked.get(name) ?? "";
    if (value !== "") filters[name] = value;
  }
  const key = asked.get("new") ?? "";
  if (SLUG.test(key)) return { view: "new", key, filters, preview };
  return { view: "list", filters };
}

/**
 * The address of a place, from its question mark on.
 * @param {Place} place
 * @returns {string}
 */
export function addressOf(place) {
  const query = new URLSearchParams(place.view === "item" ? {} : place.filters);
  if (place.view === "item") query.set("item", place.id);
  if (place.view === "new") query.set("new", place.key);
  if (place.view !== "list" && place.preview) query.set("view", "preview");
  return `?${query}`;
}
