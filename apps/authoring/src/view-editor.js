/** The editor of one item: its text in both languages, its fields, and what is found beside them. */

import { h } from "../../web/dom.js";
import { dateTime, t } from "../../web/i18n.js";
import { button, notice } from "./parts.js";
import { conflictView } from "./view-conflict.js";
import { belongingView, kindView, linksView, suggestionFor } from "./view-fields.js";
import { findingsPanel } from "./view-findings.js";
import { footView } from "./view-foot.js";
import { optionsView } from "./view-options.js";
import { scenarioView } from "./view-scenario.js";
import { similarPanel } from "./view-similar.js";
import { sourcesView, waiversView } from "./view-lists.js";
import { grow, textPair } from "./view-text.js";
import { addressOf } from "./address.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./types.js").Draft} Draft */
/**
 * @typedef {object} Editing what the parts of the editor need
 * @property {import("./types.js").Page} page
 * @property {Desk} desk
 * @property {Set<string>} open which parts are unfolded
 * @property {(place: string, value: unknown) => void} write typed: nothing is drawn again
 * @property {(deed: (draft: Draft) => Draft) => void} change the same, for what is no place
 * @property {(deed: (draft: Draft) => Draft, focus: string) => void} reshape drawn again, with the focus there
 * @property {(words: string) => void} tell
 */
/** @typedef {{restored: string | null, news: string}} Around */
/** @typedef {{save: () => void, preview: () => void, discard: () => void, replace: () => void}} Deeds */

/**
 * The editor, and the ways to show what changes beside the text.
 * @param {Editing} editing
 * @param {Around} around
 * @param {Deeds} deeds
 */
export function editorView(editing, around, deeds) {
  const { desk, page } = editing;
  const findings = findingsPanel();
  const similar = similarPanel();
  const foot = footView(desk, deeds);
  const element = h(
    "main",
    { id: "parcours-authoring", class: "editor", tabindex: -1 },
    head(editing, around, deeds),
    h(
      "div",
      { class: "editor-columns" },
      h("form", { class: "sheet-of-item", novalidate: true, onsubmit: (/** @type {Event} */ event) => event.preventDefault() }, body(editing)),
      h("aside", { class: "beside", "aria-label": t("What is found") }, findings.element, similar.element),
    ),
    foot.element,
  );
  const show = {
    findings: () => {
      findings.show(desk.findings);
      foot.update();
      const suggestion = element.querySelector("#suggestion");
      if (suggestion !== null) suggestion.replaceChildren(...[suggestionFor(editing)].filter((one) => one !== null));
    },
    similar: () => similar.show(desk.similar),
    state: foot.update,
    sizes: () => element.querySelectorAll("textarea").forEach(grow),
  };
  show.findings();
  show.similar();
  return { element, show, page };
}

/** @param {Editing} editing @param {Around} around @param {Deeds} deeds */
function head({ desk, page }, around, deeds) {
  const isNew = desk.base.digest === null;
  const { item } = desk.draft;
  return h(
    "div",
    { class: "editor-head" },
    h("p", { class: "back" }, h("a", { href: addressOf({ view: "list", filters: {} }), onclick: page.follow }, t("All questions"))),
    h("div", { class: "title-line" }, h("h1", { id: "editor-title", tabindex: -1 }, isNew ? t("New question") : item.id), isNew ? null : button(t("Write its replacement"), deeds.replace, { look: "small" })),
    around.news === "" ? null : h("p", { class: "banner news" }, around.news),
    around.restored === null ? null : notice("warn", h("p", null, t("Your unsaved work of {when} is here again.", { when: dateTime(around.restored) })), button(t("Throw it away"), deeds.discard, { look: "small", id: "discard" })),
    page.vocabulary.roots.some(({ writable }) => writable) ? null : notice("danger", h("p", null, t("No folder of questions can be written to, so nothing can be saved. Run Parcours from a checkout, or name a folder of your own in PARCOURS_BANK."))),
    conflictView(desk, page.redraw),
  );
}

/** @param {Editing} editing @returns {HTMLElement[]} */
function body(editing) {
  const { item } = editing.desk.draft;
  return [
    h("section", { class: "part", "aria-labelledby": "belongs-title" }, h("h2", { id: "belongs-title" }, t("Where it belongs")), belongingView(editing)),
    scenarioView(editing),
    h(
      "section",
      { class: "part", "aria-labelledby": "stem-title" },
      h("h2", { id: "stem-title" }, t("Question")),
      h("p", { class: "small muted" }, t("Option set first, then the right one, then the stem. Two asterisks on each side make a word **stand out**.")),
      textPair({ place: "stem", label: t("Stem"), rows: 5, text: item.stem, draft: () => editing.desk.draft, write: (lang, value) => editing.write(`stem.${lang}`, value) }),
    ),
    optionsView(editing),
    sourcesView(editing),
    kindView(editing),
    linksView(editing),
    waiversView(editing),
  ];
}
