/** What to compare a copy with: what a good answer contains, what else earns the same, anchor papers. */

import { h } from "../../web/dom.js";
import { t } from "../../web/i18n.js";
import { outOf, pointsText, prose, said } from "./parts.js";

/** @typedef {import("./types.js").Anchor} Anchor */
/** @typedef {import("./types.js").Both} Both */
/** @typedef {import("./types.js").Language} Language */
/** @typedef {import("./types.js").Rubric} Rubric */

/** The guide, in the language of the copy. @param {Rubric} rubric @param {Language} lang @param {() => void} close @returns {HTMLElement} */
export function guideView(rubric, lang, close) {
  return h(
    "aside",
    { class: "guide", id: "guide", "aria-labelledby": "guide-title" },
    h("div", { class: "section-head" }, h("h2", { id: "guide-title", tabindex: -1 }, t("Guide")), h("button", { type: "button", class: "button quiet", onclick: close }, t("Close the guide"))),
    listOf(t("What a good answer contains"), rubric.points_list, lang),
    listOf(t("What earns the same"), rubric.alternatives, lang),
    rubric.anchors.length === 0 ? null : h("h3", null, t("Papers to compare with")),
    rubric.anchors.map((anchor) => anchorView(rubric, anchor, lang)),
  );
}

/** @param {string} title @param {Both[]} texts @param {Language} lang */
function listOf(title, texts, lang) {
  return h("section", null, h("h3", null, title), h("ul", { lang }, texts.map((text) => h("li", null, said(text, lang)))));
}

/** @param {Rubric} rubric @param {Anchor} anchor @param {Language} lang */
function anchorView(rubric, anchor, lang) {
  const names = { weak: t("A weak one"), middle: t("A middling one"), strong: t("A strong one") };
  const given = rubric.criteria.map(({ id, title, points, levels }) => {
    const level = levels[anchor.levels[id] ?? 0];
    return h("li", null, h("span", { lang }, said(title, lang)), " ", h("span", { class: "number" }, outOf(level?.points ?? 0, points)));
  });
  return h(
    "details",
    { class: "anchor" },
    h("summary", null, h("span", null, names[anchor.strength]), h("span", { class: "number muted" }, pointsText(anchor.points))),
    h("div", { class: "anchor-text", lang }, prose(anchor.text, lang)),
    h("ul", { class: "anchor-levels small" }, given),
    h("div", { class: "small", lang }, prose(anchor.why, lang)),
  );
}
