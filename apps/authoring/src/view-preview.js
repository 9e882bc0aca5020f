/** The draft as candidates see it in the exam, then as the report tells it. */

import { questionView } from "../../exam/src/view-question.js";
import { optionLine } from "../../report/src/question.js";
import { h } from "../../web/dom.js";
import { t } from "../../web/i18n.js";
import { button, notice } from "./parts.js";

/** @typedef {import("./types.js").Preview} Preview */

/**
 * @param {object} parts
 * @param {Preview} parts.preview
 * @param {import("../../exam/src/model.js").Answer} parts.answer
 * @param {boolean} parts.revealed
 * @param {(answer: import("../../exam/src/model.js").Answer) => void} parts.answered
 * @param {() => void} parts.shuffle
 * @param {() => void} parts.back
 * @param {() => void} parts.reveal
 * @returns {HTMLElement}
 */
export function previewView({ preview, answer, revealed, answered, shuffle, back, reveal }) {
  let current = answer;
  const view = questionView({
    question: preview.question,
    total: 1,
    answer,
    open: { note: false, highlight: false },
    change: (deed) => {
      current = deed(current);
      answered(current);
      view.show(current);
    },
  });
  const ways = h("div", { class: "preview-ways" }, button(t("Back to the editor"), back, { id: "preview-back" }), button(t("Shuffle the options"), shuffle, { id: "shuffle" }), button(revealed ? t("Hide the answer") : t("Show the answer"), reveal, { look: "primary", id: "reveal" }));
  const key = preview.reveal.some((one) => one.key) ? null : notice("warn", h("p", null, t("No option is marked as the right one yet.")));
  const told = revealed
    ? h("section", { class: "reveal", "aria-labelledby": "reveal-title" }, h("h2", { id: "reveal-title" }, t("As the report tells it")), key, h("ol", { class: "reveal-options" }, preview.reveal.map((option) => optionLine({ ...option, chosen: current.choice?.toUpperCase() === option.letter }))))
    : null;
  return h("main", { id: "parcours-authoring", class: "preview", tabindex: -1 }, ways, h("div", { id: "exam-root" }, h("div", { class: "stage" }, view.element)), told);
}
