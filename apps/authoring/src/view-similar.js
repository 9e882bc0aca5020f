/** The items of the bank that are most like what is being written. */

import { fill, h } from "../../web/dom.js";
import { percent } from "../../web/figures.js";
import { inLanguage, language, t } from "../../web/i18n.js";
import { beginning } from "../../web/passages.js";
import { addressOf } from "./address.js";

/** @typedef {import("./types.js").Alike} Alike */

const BEGINNING = 130;

/** The panel, and the way to show other items in it. */
export function similarPanel() {
  const list = h("ol", { class: "similar" });
  const element = h("section", { class: "panel-part", "aria-labelledby": "similar-title" }, h("h2", { id: "similar-title" }, t("Most alike in the bank")), list);
  const show = (/** @type {Alike[] | null} */ similar) => {
    if (similar === null) return fill(list, h("li", { class: "muted" }, t("Write the question to see them.")));
    return fill(list, similar.length === 0 ? h("li", { class: "muted" }, t("Nothing like it.")) : similar.map(line));
  };
  return { element, show };
}

/** @param {Alike} alike */
function line({ item, score, near_duplicate, stem }) {
  return h(
    "li",
    { class: near_duplicate ? "near" : null },
    h("span", { class: "score number" }, percent(score)),
    h("span", null, h("a", { href: addressOf({ view: "item", id: item, preview: false }), target: "_blank", rel: "noopener" }, item, h("span", { class: "visually-hidden" }, ` ${t("(opens in a new tab)")}`)), near_duplicate ? h("strong", { class: "near-mark" }, " ", t("nearly the same")) : null, h("span", { class: "small muted beginning", lang: language() }, beginning(inLanguage(stem), BEGINNING))),
  );
}
