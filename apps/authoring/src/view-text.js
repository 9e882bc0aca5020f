/** Prose in both languages, side by side where there is room, with its words counted. */

import { fill, h } from "../../web/dom.js";
import { number, t, tn } from "../../web/i18n.js";
import { sizeOf } from "./house.js";

/** @typedef {import("./types.js").Language} Language */
/** @typedef {{place: string, label: string, rows: number, text: import("./types.js").Text, draft: () => import("./types.js").Draft, write: (lang: Language, value: string) => void}} Pair */

/**
 * Two fields, one a language.
 * @param {Pair} parts
 * @returns {HTMLElement}
 */
export function textPair(parts) {
  return h("div", { class: "pair", role: "group", "aria-label": parts.label }, side(parts, "en"), side(parts, "fr"));
}

/** @param {Pair} parts @param {Language} lang */
function side({ place, label, rows, text, draft, write }, lang) {
  const id = `f-${place}.${lang}`;
  const count = h("span", { class: "count", id: `${id}-count` });
  const show = () => showCount(count, sizeOf(draft(), place, lang, area.value));
  const area = h("textarea", {
    id, rows, lang, spellcheck: "true", value: text[lang], "aria-describedby": count.id,
    oninput: () => {
      write(lang, area.value);
      grow(area);
      show();
    },
  });
  show();
  const language = lang === "en" ? t("English") : t("French");
  return h("div", { class: "side" }, h("div", { class: "side-head" }, h("label", { for: id }, h("span", { class: "what" }, label), " ", h("span", { class: "which" }, language)), count), area);
}

/** @param {HTMLElement} count @param {import("./house.js").Size | null} size */
function showCount(count, size) {
  if (size === null) return;
  const { words, bounds, fits } = size;
  count.classList.toggle("off", !fits && words > 0);
  fill(count, h("span", { class: "number" }, tn("{n} word", "{n} words", words)), bounds === null ? null : [" ", h("span", { class: "bounds" }, `(${boundsText(bounds)})`)]);
}

/** @param {[number, number]} bounds */
function boundsText([least, most]) {
  return least === 0 ? t("at most {most}", { most: number(most) }) : t("{least} to {most}", { least: number(least), most: number(most) });
}

/** Let a field be as high as its text, where the browser does not do so itself. @param {HTMLTextAreaElement} area */
export function grow(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.blockSize = "auto";
  area.style.blockSize = `${area.scrollHeight + 4}px`;
}
