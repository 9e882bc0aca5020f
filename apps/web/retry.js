/** When a request that failed is sent again. */

/** @typedef {{set: (run: () => void, ms: number) => any, clear: (timer: any) => void}} Timers */

const FIRST_MS = 1_000;
const LAST_MS = 30_000;

/**
 * How many milliseconds to wait after so many failures in a row: longer each time, and never less
 * than the server asked for.
 * @param {number} failures from 1
 * @param {import("./api.js").ApiError} error the last of them
 * @param {number} [share] from 0, half of the wait, to 1, the whole: drawn, it keeps pages that
 *   failed together apart
 * @returns {number}
 */
export function retryDelay(failures, { retryAfter }, share = 1) {
  const wait = Math.min(LAST_MS, FIRST_MS * 2 ** (failures - 1));
  return Math.max((wait * (1 + share)) / 2, (retryAfter ?? 0) * 1000);
}
