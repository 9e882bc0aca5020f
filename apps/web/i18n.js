/** Interface strings: English in the code, French from the catalogue the page carries. */

/** @typedef {"en" | "fr"} Language */
/** @typedef {{en: string, fr: string}} Text */
/** @typedef {Record<string, string | string[]>} Catalogue */
/** @typedef {Record<string, string | number>} Values */

/** @typedef {ReturnType<typeof voiceOf>} Voice */

/** @type {Catalogue} */
let french = {};
/** What the page speaks. @type {Voice} */
let voice = voiceOf("en", french);
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
  voice = voiceOf(voice.language, french);
}

/** The language the page speaks now. @returns {Language} */
export function language() {
  return voice.language;
}

/**
 * Speak that language from now on; listeners draw the page again.
 * @param {Language} wanted
 */
export function setLanguage(wanted) {
  voice = voiceOf(wanted, french);
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
  return voice.t(message, values);
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
  return voice.tn(one, many, n, values);
}

/**
 * The text of the server's bilingual prose in the current language.
 * @param {Text} text
 * @returns {string}
 */
export function inLanguage(text) {
  return text[voice.language];
}

/**
 * A number as readers of the current language write it.
 * @param {number} value
 * @param {Intl.NumberFormatOptions} [options]
 * @returns {string}
 */
export function number(value, options) {
  return voice.number(value, options);
}

/**
 * Date and time of an ISO 8601 moment, in the reader's time zone.
 * @param {string} moment
 * @returns {string}
 */
export function dateTime(moment) {
  const format = new Intl.DateTimeFormat(regional(voice.language), { dateStyle: "long", timeStyle: "short" });
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

/**
 * One language and its words, for a part of a page that does not speak what the page speaks.
 * @param {Language} spoken
 * @param {Catalogue} catalogue
 */
export function voiceOf(spoken, catalogue) {
  const written = (/** @type {number} */ value, /** @type {Intl.NumberFormatOptions} */ options = {}) =>
    new Intl.NumberFormat(regional(spoken), options).format(value);
  return {
    language: spoken,
    number: written,
    t: (/** @type {string} */ message, /** @type {Values} */ values = {}) => {
      const found = spoken === "fr" ? catalogue[message] : undefined;
      return filled(typeof found === "string" && found !== "" ? found : message, values);
    },
    tn: (/** @type {string} */ one, /** @type {string} */ many, /** @type {number} */ n, /** @type {Values} */ values = {}) => {
      const all = { n: written(n), ...values };
      if (spoken === "en") return filled(n === 1 ? one : many, all);
      const found = catalogue[one];
      const [singular, plural] = Array.isArray(found) ? found : [one, many];
      return filled((n < 2 ? singular : plural) ?? one, all);
    },
  };
}

/** @param {Language} spoken @returns {string} */
function regional(spoken) {
  return spoken === "fr" ? "fr-FR" : "en-US";
}

/**
 * @param {string} message
 * @param {Values} values
 * @returns {string}
 */
function filled(message, values) {
  return message.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
