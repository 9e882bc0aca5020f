/** The desk: copy, guide and rubric side by side, as far as the screen allows. */

import { h } from "../../web/dom.js";
import { t } from "../../web/i18n.js";
import { languageName } from "./parts.js";
import { capView } from "./view-cap.js";
import { copyView } from "./view-copy.js";
import { criteriaView } from "./view-criteria.js";
import { footView } from "./view-foot.js";
import { guideView } from "./view-guide.js";
import { RemarksView } from "./view-remarks.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./marking.js").Marking} Marking */
/** @typedef {ReturnType<typeof desk>} Desk */

// The guide stays as it was from one copy to the next.
let guideOpen = false;
let capOpen = false;

/**
 * The parts of the desk, in the current language.
 * @param {Page} page
 * @param {Marking} marking that is open
 * @param {HTMLElement} news
 * @param {{save: () => void, skip: () => void, enter: (at: number) => void}} deeds
 */
export function desk(page, marking, news, deeds) {
  const { task, copy, sheet } = /** @type {import("./marking.js").Open} */ (marking.open);
  const criteria = criteriaView(task.rubric, copy, sheet, deeds.enter);
  const remarks = new RemarksView(task.rubric, copy, sheet, bankOf(marking));
  const comment = commentView(copy, sheet);
  const foot = footView(sheet, { ...deeds, readOnly: marking.readOnly });
  const cap = capView(copy, (critical, reason) => {
    capOpen = true;
    return marking.decide(critical, reason);
  }, capOpen);
  cap?.addEventListener("toggle", () => (capOpen = /** @type {HTMLDetailsElement} */ (cap).open));
  const toggle = h("button", { type: "button", class: "button", id: "guide-toggle", "aria-controls": "guide", onclick: toggleGuide }, t("Guide"), " ", h("kbd", { "aria-hidden": "true" }, "G"));
  const guide = guideView(task.rubric, copy.lang, toggleGuide);
  const left = h("div", { class: "left", tabindex: 0, role: "region", "aria-label": t("The copy") }, news, copyView(task, copy, sheet, page.me));
  const judging = h("fieldset", { class: "judging", disabled: marking.readOnly }, h("legend", { class: "visually-hidden" }, t("Rubric")), criteria.element, remarks.element, comment.element, cap);
  const right = h("div", { class: "right" }, h("div", { class: "right-scroll" }, h("div", { class: "section-head" }, h("h2", null, t("Rubric")), toggle), judging), foot.element);
  const element = h("main", { id: "parcours-rubric", class: "desk", tabindex: -1 }, left, guide, right);
  function showGuide() {
    element.classList.toggle("with-guide", guideOpen);
    guide.hidden = !guideOpen;
    toggle.setAttribute("aria-expanded", String(guideOpen));
  }
  function toggleGuide() {
    guideOpen = !guideOpen;
    showGuide();
    if (guideOpen) document.getElementById("guide-title")?.focus();
    else toggle.focus();
  }
  showGuide();
  const update = (/** @type {number} */ current, /** @type {[string, string]} */ [look, words]) => {
    criteria.update(current);
    remarks.update();
    foot.update(look, words);
  };
  return { element, criteria, remarks, comment, toggleGuide, update };
}

/** @param {Marking} marking @returns {import("./view-remarks.js").Bank} */
function bankOf(marking) {
  return {
    add: (text, praise) => marking.addRemark(text, praise),
    retire: (remark) => marking.retire(remark),
  };
}

/** @param {import("./types.js").Copy} copy @param {import("./sheet.js").Sheet} sheet */
function commentView(copy, sheet) {
  const field = h("textarea", { id: "comment", rows: 4, maxlength: 10_000, lang: copy.lang, spellcheck: "true", value: sheet.content.comment, oninput: () => sheet.write(field.value) });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") field.blur();
  });
  const label = h("label", { class: "section-head", for: "comment" }, h("span", { class: "h2" }, t("Comment")), h("kbd", { "aria-hidden": "true" }, "C"), h("span", { class: "small muted" }, t("for the student, in {language}", { language: languageName(copy.lang) })));
  return { element: h("section", { class: "comment" }, label, field), focus: () => field.focus() };
}
