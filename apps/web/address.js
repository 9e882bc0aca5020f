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

/**
 * The section of a lesson that teaches an item; null when the reference is malformed.
 * @param {string} module as `module/n#section`
 * @param {"en" | "fr"} lang
 * @returns {string | null}
 */
export function lessonUrl(module, lang) {
  const found = /^([a-z0-9-]+\/[1-9])(?:#([a-z0-9-]+))?$/.exec(module);
  if (found === null) return null;
  return `${document.documentElement.dataset.base ?? "/"}lessons/${found[1]}?lang=${lang}${found[2] === undefined ? "" : `&section=${found[2]}`}`;
}
