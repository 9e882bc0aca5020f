/** Where two versions of an item differ. */

/** @typedef {import("./types.js").Draft} Draft */
/** @typedef {{place: string, mine: string, theirs: string}} Difference */

// Set by a save, or by the side that has them.
const ASIDE = new Set(["revision"]);

/**
 * The places at which two drafts differ, in the order of the item.
 * @param {Draft} mine
 * @param {Draft} theirs
 * @returns {Difference[]}
 */
export function differences(mine, theirs) {
  const [one, other] = [flat(mine), flat(theirs)];
  const places = [...new Set([...one.keys(), ...other.keys()])];
  return places.map((place) => ({ place, mine: one.get(place) ?? "", theirs: other.get(place) ?? "" })).filter((found) => found.mine !== found.theirs);
}

/** @param {Draft} draft @returns {Map<string, string>} */
function flat({ item, key, scenario }) {
  /** @type {Map<string, string>} */
  const found = new Map();
  const walk = (/** @type {unknown} */ value, /** @type {string} */ place) => {
    if (Array.isArray(value) && value.every((one) => typeof one === "string")) found.set(place, value.join(", "));
    else if (Array.isArray(value)) value.forEach((one, at) => walk(one, `${place}[${at}]`));
    else if (typeof value === "object" && value !== null) for (const [name, one] of Object.entries(value)) walk(one, place === "" ? name : `${place}.${name}`);
    else if (value !== "" && value !== null) found.set(place, String(value));
  };
  walk(Object.fromEntries(Object.entries(item).filter(([name]) => !ASIDE.has(name))), "");
  found.set("correct", item.choices[key]?.id ?? "");
  if (scenario !== null) walk({ text: scenario }, "scenario");
  return found;
}
