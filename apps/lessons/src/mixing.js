/** Mixing that is the same at every visit, so that a reload moves nothing under the reader's eyes. */

/**
 * The things in an order that depends on the seed alone.
 * @template T
 * @param {readonly T[]} things
 * @param {string} seed
 * @returns {T[]}
 */
export function mixed(things, seed) {
  const next = chance(seed);
  const all = [...things];
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = Math.floor(next() * (last + 1));
    [all[last], all[other]] = [/** @type {T} */ (all[other]), /** @type {T} */ (all[last])];
  }
  return all;
}

/** Numbers in [0, 1) (FNV-1a, then mulberry32). @param {string} seed @returns {() => number} */
function chance(seed) {
  let state = 0x811c9dc5;
  for (const letter of seed) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let hash = Math.imul(state ^ (state >>> 15), state | 1);
    hash ^= hash + Math.imul(hash ^ (hash >>> 7), hash | 61);
    return ((hash ^ (hash >>> 14)) >>> 0) / 2 ** 32;
  };
}
