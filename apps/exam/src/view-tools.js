/** The two panels a question can open: highlighting by sentence, and a note. */

import { fill, h } from "../../web/dom.js";
import { inLanguage, language, number, t } from "../../web/i18n.js";
import { TYPING_DELAY_MS } from "./attempt.js";
import { NOTE_LIMIT, highlight, unhighlight, writeNote } from "./model.js";
import { sentences } from "../../web/passages.js";

/** @typedef {import("./model.js").Answer} Answer */
/** @typedef {import("./model.js").Question} Question */
/** @typedef {import("./view-options.js").Change} Change */
/** @typedef {{element: HTMLElement, show: (answer: Answer) => void}} Panel */

/**
 * Highlighting without a pointer: one toggle button per sentence of the stem.
 * @param {Question} question
 * @param {Change} change
 * @param {() => void} highlightSelection
 * @returns {Panel}
 */
export function highlightPanel(question, change, highlightSelection) {
  const lang = language();
  const toggles = sentences(inLanguage(question.stem), lang).map((sentence) => {
    const span = { lang, start: sentence.start, end: sentence.end };
    const click = () => change((answer) => (overlaps(answer, span) ? unhighlight : highlight)(answer, span));
    const button = h("button", { type: "button", class: "button sentence", onclick: click }, sentence.text);
    return { button, span };
  });
  const keepSelection = (/** @type {Event} */ event) => event.preventDefault();
  const selected = h("button", { type: "button", class: "button", onmousedown: keepSelection, onclick: highlightSelection }, t("Highlight the selected words"));
  const clear = h(
    "button",
    { type: "button", class: "button", onclick: () => change((answer) => ({ ...answer, highlights: [] })) },
    t("Remove all highlights"),
  );
  const element = h(
    "section",
    { class: "panel", id: "highlight-panel", "aria-label": t("Highlighter") },
    h("p", { class: "small muted" }, t("Select words of the question to highlight them; click a highlight to remove it. Or choose whole sentences here:")),
    h("ul", { class: "sentences" }, toggles.map(({ button }) => h("li", null, button))),
    h("div", { class: "row" }, selected, clear),
  );
  const show = (/** @type {Answer} */ answer) => {
    for (const { button, span } of toggles) button.setAttribute("aria-pressed", String(overlaps(answer, span)));
    clear.disabled = answer.highlights.length === 0;
  };
  return { element, show };
}

/**
 * A note on the question; the text field is never overwritten while someone types in it.
 * @param {Change} change
 * @returns {Panel}
 */
export function notePanel(change) {
  const area = h("textarea", { id: "note", rows: 4, maxlength: NOTE_LIMIT, "aria-describedby": "note-left" });
  const left = h("p", { class: "small muted", id: "note-left" });
  const count = () => fill(left, t("{n} of {limit} characters. Only you see your notes.", { n: number(area.value.length), limit: number(NOTE_LIMIT) }));
  area.addEventListener("input", () => {
    count();
    change((answer) => writeNote(answer, area.value), TYPING_DELAY_MS);
  });
  const element = h(
    "section",
    { class: "panel", id: "note-panel", "aria-label": t("Note") },
    h("label", { class: "field", for: "note" }, t("Your note on this question")),
    area,
    left,
  );
  const show = (/** @type {Answer} */ answer) => {
    if (document.activeElement !== area) area.value = answer.note;
    count();
  };
  return { element, show };
}

/** @param {Answer} answer @param {import("./model.js").Highlight} span */
function overlaps(answer, { lang, start, end }) {
  return answer.highlights.some((other) => other.lang === lang && other.start < end && other.end > start);
}
