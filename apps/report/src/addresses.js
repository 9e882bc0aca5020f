/** Addresses this page links to, below the base path of the server. */

/** Where the server's pages begin, with its final slash. @returns {string} */
function base() {
  return document.documentElement.dataset.base ?? "/";
}

/**
 * The attempt that the address of this page names; null when there is none or it is malformed.
 * @param {string} query as `location.search`
 * @returns {string | null}
 */
export function attemptOf(query) {
  const asked = new URLSearchParams(query).get("attempt") ?? "";
  return /^[0-9a-f]{32}$/.test(asked) ? asked : null;
}

/** The report of an attempt. @param {string} attempt @returns {string} */
export function reportUrl(attempt) {
  return `${base()}report?attempt=${attempt}`;
}

/** The exam page of an attempt. @param {string} attempt @returns {string} */
export function examUrl(attempt) {
  return `${base()}exam?attempt=${attempt}`;
}

/** The home page. @returns {string} */
export function homeUrl() {
  return base();
}

/** The sign-in page, which leads back to this one. @returns {string} */
export function loginUrl() {
  return `${base()}login?next=${encodeURIComponent(location.pathname + location.search)}`;
}

/**
 * The report as a file.
 * @param {string} attempt
 * @param {"pdf" | "csv"} kind
 * @param {"en" | "fr"} lang
 * @returns {string}
 */
export function fileUrl(attempt, kind, lang) {
  return `${base()}api/attempts/${attempt}/report.${kind}?lang=${lang}`;
}
