/** The four options of a question: native radio buttons, each with a strike-out toggle. */

import { h } from "../../web/dom.js";
import { inLanguage, t } from "../../web/i18n.js";
import { choose, toggleStrike } from "./model.js";
import { proseNodes } from "./view-stem.js";

/** @typedef {import("./model.js").Answer} Answer */
/** @typedef {import("./model.js").Question} Question */
/** @typedef {(deed: (answer: Answer) => Answer, delay?: number) => void} Change */

/**
 * The options, and the way to show another answer in place, so that focus stays where it is.
 * @param {Question} question
 * @param {Change} change
 * @returns {{element: HTMLElement, show: (answer: Answer) => void}}
 */
export function optionList(question, change) {
  const rows = question.options.map((option) => optionRow(question.n, option, change));
  const show = (/** @type {Answer} */ answer) => {
    for (const row of rows) row.show(answer);
  };
  return { element: h("div", { class: "options" }, rows.map((row) => row.element)), show };
}

/**
 * @param {number} n
 * @param {Question["options"][number]} option
 * @param {Change} change
 */
function optionRow(n, { letter, text }, change) {
  const name = letter.toUpperCase();
  const radio = h("input", {
    type: "radio",
    name: `question-${n}`,
    value: letter,
    onchange: () => change((answer) => choose(answer, letter)),
  });
  const strike = h(
    "button",
    {
      type: "button",
      class: "button quiet strike",
      "aria-label": t("Strike out option {letter}", { letter: name }),
      title: t("Strike out option {letter}", { letter: name }),
      onclick: () => change((answer) => toggleStrike(answer, letter)),
    },
    h("s", { "aria-hidden": "true" }, "abc"),
  );
  const words = h("span", { class: "option-text" }, proseNodes(inLanguage(text)));
  const label = h("label", { class: "option-label" }, radio, h("span", { class: "option-letter" }, name), words);
  const element = h("div", { class: "option" }, label, strike);
  const show = (/** @type {Answer} */ answer) => {
    const struck = answer.struck.includes(letter);
    radio.checked = answer.choice === letter;
    strike.setAttribute("aria-pressed", String(struck));
    element.classList.toggle("chosen", radio.checked);
    element.classList.toggle("struck", struck);
  };
  return { element, show };
}
