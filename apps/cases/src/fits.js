/** Taking in what was kept: each helper leaves out what is not what it should be. */

/** @param {{id: string}[]} things @returns {string[]} */
export function ids(things) {
  return things.map(({ id }) => id);
}

/**
 * The value when it is one of these ids.
 * @param {unknown} value
 * @param {{id: string}[]} things
 * @returns {string | null}
 */
export function oneOf(value, things) {
  return typeof value === "string" && things.some(({ id }) => id === value) ? value : null;
}

/**
 * The ids among these, each once.
 * @param {unknown} value
 * @param {{id: string}[]} things
 * @returns {string[]}
 */
export function someOf(value, things) {
  if (!Array.isArray(value)) return [];
  return [...new Set(value.filter((one) => oneOf(one, things) !== null))];
}

/**
 * The entries of a record that `fit` keeps, null where none is left.
 * @template T
 * @param {unknown} value
 * @param {string[]} names
 * @param {(name: string, one: any) => T | null} fit
 * @returns {Record<string, T> | null}
 */
export function entriesOf(value, names, fit) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return null;
  const given = /** @type {Record<string, any>} */ (value);
  /** @type {Record<string, T>} */
  const kept = {};
  for (const name of names) {
    const one = Object.hasOwn(given, name) ? fit(name, given[name]) : null;
    if (one !== null) kept[name] = one;
  }
  return Object.keys(kept).length > 0 ? kept : null;
}

/**
 * The record with one entry set, or taken out where the value is null; null when none is left.
 * @template T
 * @param {Record<string, T> | null} record
 * @param {string} name
 * @param {T | null} value
 * @returns {Record<string, T> | null}
 */
export function withEntry(record, name, value) {
  const { [name]: _, ...others } = record ?? {};
  const next = value === null ? others : { ...others, [name]: value };
  return Object.keys(next).length > 0 ? next : null;
}

/**
 * @param {number} answered
 * @param {number} all
 * @returns {import("./types.js").Reach}
 */
export function reachOfParts(answered, all) {
  if (answered === 0) return "none";
  return answered < all ? "begun" : "done";
}
