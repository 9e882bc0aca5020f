/** Pieces that several views of the page are made of. */

import { drawing, h } from "../../web/dom.js";
import { ICONS } from "../../web/icons.js";
import { language, number, t, tn } from "../../web/i18n.js";
import { timeOf } from "../../cases/src/dates.js";
import { inline, paragraphs } from "../../lessons/src/prose.js";

/** @typedef {import("../../web/dom.js").Child} Child */
/** @typedef {import("./types.js").Both} Both */
/** @typedef {import("./types.js").Language} Language */
/** @typedef {import("./types.js").People} People */

/** The text in that language, or in the one it has. @param {Both} text @param {Language} [lang] the page's by default */
export function say(text, lang = language()) {
  return text[lang] ?? text.en ?? text.fr ?? "";
}

/** A text of the case on one line. @param {Both} text @param {Language} [lang] @returns {Node[]} */
export function said(text, lang) {
  return inline(say(text, lang));
}

/** A text of the case as paragraphs. @param {Both} text @param {Language} [lang] @returns {HTMLElement[]} */
export function prose(text, lang) {
  return paragraphs(say(text, lang));
}

/** Points with their unit. @param {number} value @returns {string} */
export function pointsText(value) {
  return tn("{n} point", "{n} points", value);
}

/** Points out of points. @param {number} part @param {number} whole @returns {string} */
export function outOf(part, whole) {
  return `${number(part)} / ${number(whole)}`;
}

/** The name of a grader. @param {People | undefined} people @param {string | null} id @returns {string} */
export function nameOf(people, id) {
  return id === null ? "" : (people?.[id] ?? id);
}

/** The name of a language. @param {Language} lang @returns {string} */
export function languageName(lang) {
  return lang === "fr" ? t("French") : t("English");
}

/** The time of day of a moment of today, else its date too. @param {string} moment @returns {string} */
export function when(moment) {
  return timeOf(moment, language());
}

/**
 * A line that must be seen: a rule and a sign carry the tone, the words the meaning.
 * @param {"plain" | "warn" | "danger"} tone
 * @param {...(Child | Child[])} words
 */
export function notice(tone, ...words) {
  return h("div", { class: tone === "plain" ? "banner" : `banner ${tone}` }, tone === "plain" ? null : drawing(ICONS.waiting), h("p", null, ...words));
}

/** How many of how many, as words and as a bar. @param {number} part @param {number} whole @returns {HTMLElement} */
export function progress(part, whole) {
  return h(
    "span",
    { class: "progress" },
    h("progress", { value: part, max: Math.max(whole, 1), "aria-hidden": "true" }),
    h("span", { class: "number" }, t("{part} of {whole}", { part: number(part), whole: number(whole) })),
  );
}

/** @param {string} words @param {() => void} onclick @param {string} [look] */
export function button(words, onclick, look = "") {
  return h("button", { type: "button", class: `button ${look}`.trim(), onclick }, words);
}
