/** The case that the address of the page names. */

/**
 * Its id; null when there is none or it is malformed.
 * @param {string} query as `location.search`
 * @returns {string | null}
 */
export function caseOf(query) {
  const asked = new URLSearchParams(query).get("case") ?? "";
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(asked) ? asked : null;
}
