/** Counting the words of a text. */

/**
 * How many words: whatever stands between spaces and holds a letter or a figure.
 * @param {string} text
 * @returns {number}
 */
export function countWords(text) {
  return text.split(/\s+/u).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
}
