/** Names for items that have none yet. */

const NAME = /^new-(\d+)$/u;

/**
 * The next name that no unsaved work bears: `new-1`, `new-2`; kept work can be found again by it.
 * @param {string[]} kept
 * @returns {string}
 */
export function newName(kept) {
  const numbers = kept.map((name) => Number(NAME.exec(name)?.[1] ?? 0));
  return `new-${Math.max(0, ...numbers) + 1}`;
}

/** Whether unsaved work is of an item that has no file. @param {string} name */
export function isNew(name) {
  return NAME.test(name);
}
