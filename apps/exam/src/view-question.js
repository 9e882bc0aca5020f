/** One question with its tools; the exam and the tutorial show the same. */

import { drawing, fill, h } from "../../web/dom.js";
import { inLanguage, language, number, t } from "../../web/i18n.js";
import { ICONS } from "../../web/icons.js";
import { choose, highlight, toggleFlag, unhighlight } from "./model.js";
import { optionList } from "./view-options.js";
import { clickedMark, proseNodes, selectedSpan } from "./view-stem.js";
import { highlightPanel, notePanel } from "./view-tools.js";

/** @typedef {import("./model.js").Answer} Answer */
/** @typedef {import("./model.js").Question} Question */
/** @typedef {import("./view-options.js").Change} Change */
/** Which panels are open: kept from question to question. @typedef {{note: boolean, highlight: boolean}} Open */
/**
 * @typedef {object} QuestionView
 * @property {HTMLElement} element
 * @property {HTMLElement} heading takes the focus when the question comes on screen
 * @property {import("./model.js").Letter[]} letters of its options
 * @property {(answer: Answer) => void} show
 * @property {(locked: boolean) => void} lock
 * @property {(panel: keyof Open) => void} toggle open or close a panel; an opened one takes the focus
 * @property {() => boolean} highlightSelection whether words of the stem were selected
 */

/**
 * The view of one question.
 * @param {object} parts
 * @param {Question} parts.question
 * @param {number} parts.total
 * @param {Answer} parts.answer
 * @param {Change} parts.change
 * @param {Open} parts.open changed in place when a panel is opened or closed
 * @param {"h1" | "h3"} [parts.level]
 * @returns {QuestionView}
 */
export function questionView({ question, total, answer, change, open, level = "h1" }) {
  const options = optionList(question, change);
  const stem = h("legend", { class: "stem" });
  const highlightSelection = () => markSelection(stem, change);
  const panels = {
    highlight: highlightPanel(question, change, highlightSelection),
    note: notePanel(change),
  };
  const tools = toolRow(change, open, panels);
  const heading = questionHeading(question.n, total, level);
  const fieldset = h("fieldset", { class: "question" }, stem, options.element);
  stem.addEventListener("click", ({ target }) => {
    const span = clickedMark(target);
    if (span !== null) change((current) => unhighlight(current, { lang: language(), ...span }));
  });
  const show = (/** @type {Answer} */ current) => {
    fill(stem, proseNodes(inLanguage(question.stem), current.highlights.filter(({ lang }) => lang === language())));
    options.show(current);
    tools.show(current);
    panels.highlight.show(current);
    panels.note.show(current);
  };
  show(answer);
  const element = h(
    "article",
    { class: "question-view" },
    h("div", { class: "question-head" }, heading, tools.element),
    panels.highlight.element,
    question.case ? caseText(question.case) : null,
    fieldset,
    h("div", { class: "row" }, tools.clear),
    panels.note.element,
  );
  const lock = (/** @type {boolean} */ locked) => {
    for (const part of [fieldset, tools.element, panels.note.element, panels.highlight.element, tools.clear]) part.inert = locked;
    fieldset.disabled = locked;
  };
  const letters = question.options.map(({ letter }) => letter);
  return { element, heading, letters, show, lock, toggle: tools.toggle, highlightSelection };
}

/** @param {number} n @param {number} total @param {"h1" | "h3"} level */
function questionHeading(n, total, level) {
  return h(
    level,
    { class: "question-heading", id: level === "h1" ? "question" : null, tabindex: -1 },
    h("span", { class: "question-number" }, t("Question {n}", { n: number(n) })),
    " ",
    h("span", { class: "question-total" }, t("of {total}", { total: number(total) })),
  );
}

/** @param {import("./model.js").Text} text */
function caseText(text) {
  return h(
    "section",
    { class: "case", "aria-label": t("Case") },
    h("p", { class: "case-label" }, t("Case")),
    inLanguage(text).split(/\n+/).map((paragraph) => h("p", null, proseNodes(paragraph))),
  );
}

/**
 * @param {Change} change
 * @param {Open} open
 * @param {Record<keyof Open, import("./view-tools.js").Panel>} panels
 */
function toolRow(change, open, panels) {
  const flag = tool("flag", t("Flag for review"), () => change(toggleFlag));
  const buttons = {
    highlight: tool("highlighter", t("Highlight"), () => toggle("highlight")),
    note: tool("note", t("Note"), () => toggle("note")),
  };
  const clear = h("button", { type: "button", class: "button quiet", onclick: () => change((answer) => choose(answer, null)) }, t("Clear my answer"));
  const showPanels = () => {
    for (const name of /** @type {(keyof Open)[]} */ (["highlight", "note"])) {
      panels[name].element.hidden = !open[name];
      buttons[name].setAttribute("aria-expanded", String(open[name]));
      buttons[name].setAttribute("aria-controls", panels[name].element.id);
    }
  };
  /** @type {(panel: keyof Open) => void} */
  const toggle = (panel) => {
    open[panel] = !open[panel];
    showPanels();
    const first = panels[panel].element.querySelector("textarea, button");
    if (open[panel] && first instanceof HTMLElement) first.focus();
    else buttons[panel].focus();
  };
  const show = (/** @type {Answer} */ answer) => {
    flag.setAttribute("aria-pressed", String(answer.flagged));
    buttons.note.classList.toggle("holds", answer.note !== "");
    clear.disabled = answer.choice === null;
  };
  showPanels();
  const element = h("div", { class: "tools", role: "group", "aria-label": t("Tools of this question") }, flag, buttons.highlight, buttons.note);
  return { element, clear, show, toggle };
}

/** @param {keyof ICONS} icon @param {string} name @param {() => void} click */
function tool(icon, name, click) {
  return h("button", { type: "button", class: "button", onclick: click }, drawing(ICONS[icon]), h("span", null, name));
}

/** @param {HTMLElement} stem @param {Change} change @returns {boolean} */
function markSelection(stem, change) {
  const span = selectedSpan(stem);
  if (span === null) return false;
  document.getSelection()?.removeAllRanges();
  change((answer) => highlight(answer, { lang: language(), ...span }));
  return true;
}
