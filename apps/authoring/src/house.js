/** Sizes of the house style (docs/items.md), counted as the linter counts. */

/** @typedef {import("./types.js").Draft} Draft */
/** @typedef {import("./types.js").Language} Language */
/** @typedef {{words: number, bounds: [number, number] | null, fits: boolean}} Size bounds are null where only the words are told */

/** @type {[number, number]} */
const STEM = [35, 75];
/** @type {[number, number]} */
const OPTION = [4, 16];
/** @type {[number, number]} */
const WHY = [15, 40];
/** @type {[number, number]} */
const KEY_WHY = [30, 60];
const SCENARIO = { en: 150, fr: 175 }; // at most, as the linter says

/** Words of the prose; marks that stand alone are none. @param {string} prose @returns {number} */
export function wordCount(prose) {
  return prose.split(/\s+/u).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
}

/**
 * How long a text is, and how long it should be; null for a place of which nothing is said.
 * The bounds of a stem are those of English: a French one is only counted.
 * @param {Draft} draft
 * @param {string} place as `choices[1].why`
 * @param {Language} lang
 * @param {string} text
 * @returns {Size | null}
 */
export function sizeOf(draft, place, lang, text) {
  if (place === "stem" && lang === "fr") return size(text, null);
  if (place === "stem") return size(text, draft.item.case === "" ? STEM : [0, 75]);
  const found = /^choices\[(\d+)\]\.(text|why)$/u.exec(place);
  if (found === null) return place === "scenario.text" ? size(text, [0, SCENARIO[lang]]) : null;
  if (found[2] === "text") return size(text, OPTION);
  return size(text, Number(found[1]) === draft.key ? KEY_WHY : WHY);
}

/** Words of stem and options together. @param {Draft} draft @param {Language} lang @returns {number} */
export function itemWords({ item }, lang) {
  return wordCount([item.stem[lang], ...item.choices.map(({ text }) => text[lang])].join(" "));
}

/** @param {string} text @param {[number, number] | null} bounds @returns {Size} */
function size(text, bounds) {
  const words = wordCount(text);
  return { words, bounds, fits: bounds === null || (words >= bounds[0] && words <= bounds[1]) };
}

/** Seconds to read and answer, as docs/items.md reckons them. @param {Draft} draft @returns {number} */
export function secondsFor(draft) {
  const decide = { recall: 12, apply: 16, judge: 20 }[draft.item.level] ?? 16;
  return Math.round((itemWords(draft, "en") + wordCount(draft.scenario?.en ?? "")) / 3 + decide);
}
