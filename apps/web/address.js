/** Addresses that may be linked to. */

/**
 * The address when it is one of the web or of this server, null for anything else.
 * @param {string | null} url
 * @returns {string | null}
 */
export function webUrl(url) {
  if (url === null) return null;
  return /^https?:\/\//i.test(url) || /^\/(?![/\\])/.test(url) ? url : null;
}
