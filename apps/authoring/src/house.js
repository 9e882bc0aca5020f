/** Sizes of the house style (docs/items.md), counted as the linter counts. */

/** @typedef {import("./types.js").Draft} Draft */
/** @typedef {import("./types.js").Language} Language */
/** @typedef {{words: number, least: number, most: number, fits: boolean}} Size */

const STEM = [35, 75];
const OPTION = [4, 16];
const WHY = [15, 40];
const KEY_WHY = [30, 60];
const ITEM = { en: [75, 110], fr: [75, 175] };

/** Words of the prose; marks that stand alone are none. @param {string} prose @returns {number} */
export function wordCount(prose) {
  return prose.split(/\s+/u).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
}

/**
 * How long a text is, and how long it should be; null for a place of which nothing is said.
 * @param {Draft} draft
 * @param {string} place as `choices[1].why`
 * @param {string} text
 * @returns {Size | null}
 */
export function sizeOf(draft, place, text) {
  if (place === "stem") return size(text, draft.item.case === "" ? STEM : [0, 75]);
  const found = /^choices\[(\d+)\]\.(text|why)$/u.exec(place);
  if (found === null) return place === "scenario.text" ? size(text, [0, 150]) : null;
  if (found[2] === "text") return size(text, OPTION);
  return size(text, Number(found[1]) === draft.key ? KEY_WHY : WHY);
}

/** Stem and options together. @param {Draft} draft @param {Language} lang @returns {Size} */
export function itemSize({ item }, lang) {
  return size([item.stem[lang], ...item.choices.map(({ text }) => text[lang])].join(" "), item.case === "" ? ITEM[lang] : [0, ITEM[lang][1] ?? 0]);
}

/** @param {string} text @param {number[]} bounds @returns {Size} */
function size(text, [least = 0, most = 0]) {
  const words = wordCount(text);
  return { words, least, most, fits: words >= least && words <= most };
}

/** Seconds to read and answer, as docs/items.md reckons them. @param {Draft} draft @returns {number} */
export function secondsFor(draft) {
  const decide = { recall: 12, apply: 16, judge: 20 }[draft.item.level] ?? 16;
  return Math.round((itemSize(draft, "en").words + wordCount(draft.scenario?.en ?? "")) / 3 + decide);
}
