/** Finding a remark by a few of its letters. */

/** @typedef {import("./types.js").Remark} Remark */

/**
 * The remarks that hold every word of the wanted text, whatever their accents and capitals.
 * @param {Remark[]} remarks
 * @param {string} wanted
 * @param {(remark: Remark) => string} textOf
 * @returns {Remark[]}
 */
export function matching(remarks, wanted, textOf) {
  const words = folded(wanted).split(/\s+/u).filter((word) => word !== "");
  return remarks.filter((remark) => {
    const text = folded(textOf(remark));
    return words.every((word) => text.includes(word));
  });
}

/**
 * What is offered for a copy: all in its language but retired ones, unless they were given.
 * @param {Remark[]} remarks
 * @param {import("./types.js").Language} lang
 * @param {(id: string) => boolean} isGiven
 * @returns {Remark[]}
 */
export function offered(remarks, lang, isGiven) {
  return remarks.filter(({ id, text, retired }) => text[lang] !== undefined && (retired !== true || isGiven(id)));
}

/** @param {string} text */
function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’']/gu, "'").toLowerCase();
}
