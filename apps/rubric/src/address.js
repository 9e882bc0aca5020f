/** Where one is on the page, as the address says: the tasks, one task, one copy. */

/** @typedef {import("./types.js").Place} Place */

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;

/**
 * The place that an address names; what it names wrongly is left out.
 * @param {string} search with its question mark
 * @returns {Place}
 */
export function placeOf(search) {
  const asked = new URLSearchParams(search);
  const [course, name, task] = ["course", "case", "task"].map((key) => asked.get(key) ?? "");
  if (course === undefined || name === undefined || task === undefined) return { view: "tasks" };
  if (![course, name, task].every((one) => SLUG.test(one))) return { view: "tasks" };
  const copy = asked.get("copy") ?? "";
  if (/^[0-9a-f]{32}$/u.test(copy)) return { view: "copy", course, case: name, task, copy };
  return { view: "task", course, case: name, task };
}

/**
 * The address of a place, from its question mark on.
 * @param {Place} place
 * @returns {string}
 */
export function addressOf(place) {
  if (place.view === "tasks") return "?";
  const { course, case: name, task } = place;
  const query = new URLSearchParams({ course, case: name, task });
  if (place.view === "copy") query.set("copy", place.copy);
  return `?${query}`;
}
