/** Telling the newest news a moment later, once for many changes, and at once when the page is left. */

/**
 * @param {() => void} tell
 * @param {number} ms
 */
export function delayed(tell, ms) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  function flush() {
    if (waiting === undefined) return;
    clearTimeout(waiting);
    waiting = undefined;
    tell();
  }
  return {
    flush,
    cancel() {
      clearTimeout(waiting);
      waiting = undefined;
    },
    soon() {
      clearTimeout(waiting);
      waiting = setTimeout(flush, ms);
    },
  };
}
