/** Interface strings: English in the code, French from the catalogue the page carries. */

/** @typedef {"en" | "fr"} Language */
/** @typedef {{en: string, fr: string}} Text */
/** @typedef {Record<string, string | string[]>} Catalogue */
/** @typedef {Record<string, string | number>} Values */

/** @type {Catalogue} */
let french = {};
/** @type {Language} */
let current = "en";
/** @type {Set<(language: Language) => void>} */
const listeners = new Set();

/**
 * Take the French strings from the page's `<script type="application/json" id="catalogue">`.
 * @param {Document} page
 */
export function readCatalogue(page) {
  const carried = page.getElementById("catalogue")?.textContent;
  useCatalogue(carried ? JSON.parse(carried) : {});
}

/**
 * Take the French strings as an object.
 * @param {Catalogue} catalogue message to translation, or to [singular, plural]
 */
export function useCatalogue(catalogue) {
  french = catalogue;
}

/** The language the page speaks now. @returns {Language} */
export function language() {
  return current;
}

/**
 * Speak that language from now on; listeners draw the page again.
 * @param {Language} wanted
 */
export function setLanguage(wanted) {
  current = wanted;
  if (typeof document !== "undefined") document.documentElement.lang = wanted;
  for (const listener of listeners) listener(wanted);
}

/**
 * Be called after each change of language; returns the way to stop.
 * @param {(language: Language) => void} listener
 * @returns {() => void}
 */
export function onLanguage(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * The message in the current language with `{name}` filled from the values.
 * @param {string} message
 * @param {Values} [values]
 * @returns {string}
 */
export function t(message, values = {}) {
  const found = current === "fr" ? french[message] : undefined;
  return filled(typeof found === "string" && found !== "" ? found : message, values);
}

/**
 * The singular or plural message for `n`; French counts 0 and 1.5 as singular.
 * @param {string} one
 * @param {string} many
 * @param {number} n fills `{n}`, formatted
 * @param {Values} [values]
 * @returns {string}
 */
export function tn(one, many, n, values = {}) {
  const all = { n: number(n), ...values };
  if (current === "en") return filled(n === 1 ? one : many, all);
  const found = french[one];
  const [singular, plural] = Array.isArray(found) ? found : [one, many];
  return filled((n < 2 ? singular : plural) ?? one, all);
}

/**
 * The text of the server's bilingual prose in the current language.
 * @param {Text} text
 * @returns {string}
 */
export function inLanguage(text) {
  return text[current];
}

/**
 * A number as readers of the current language write it.
 * @param {number} value
 * @param {Intl.NumberFormatOptions} [options]
 * @returns {string}
 */
export function number(value, options) {
  return new Intl.NumberFormat(regional(), options).format(value);
}

/**
 * Date and time of an ISO 8601 moment, in the reader's time zone.
 * @param {string} moment
 * @returns {string}
 */
export function dateTime(moment) {
  const format = new Intl.DateTimeFormat(regional(), { dateStyle: "long", timeStyle: "short" });
  return format.format(new Date(moment));
}

/**
 * A duration in hours and minutes ("2 hours 5 minutes"), seconds only under one minute.
 * @param {number} ms
 * @param {"long" | "short"} [width]
 * @returns {string}
 */
export function duration(ms, width = "long") {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return unit(seconds, "second", width);
  const minutes = Math.round(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const parts = [
    hours > 0 ? unit(hours, "hour", width) : "",
    minutes % 60 > 0 ? unit(minutes % 60, "minute", width) : "",
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/**
 * @param {number} value
 * @param {string} name
 * @param {"long" | "short"} width
 * @returns {string}
 */
function unit(value, name, width) {
  return number(value, { style: "unit", unit: name, unitDisplay: width });
}

/** @returns {string} */
function regional() {
  return current === "fr" ? "fr-FR" : "en-US";
}

/**
 * @param {string} message
 * @param {Values} values
 * @returns {string}
 */
function filled(message, values) {
  return message.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
