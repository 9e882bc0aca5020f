/** Dates and times as each language writes them. */

/** @typedef {import("../../web/i18n.js").Language} Language */

/** @param {Language} lang @param {Intl.DateTimeFormatOptions} options */
function format(lang, options) {
  return new Intl.DateTimeFormat(lang === "fr" ? "fr-FR" : "en-US", options);
}

/**
 * A day, from `2026-11-16`.
 * @param {string} day
 * @param {Language} lang
 * @returns {string}
 */
export function dayOf(day, lang) {
  return format(lang, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${day}T12:00:00Z`));
}

/**
 * The time of a moment (ISO 8601), with its day where that is not today.
 * @param {string} moment
 * @param {Language} lang
 * @param {Date} [now]
 * @returns {string}
 */
export function timeOf(moment, lang, now = new Date()) {
  const then = new Date(moment);
  const today = then.toDateString() === now.toDateString();
  return format(lang, today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" }).format(then);
}
