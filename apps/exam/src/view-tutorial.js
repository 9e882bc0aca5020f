/** A practice question about the tools: nothing in it is saved or scored. */

import { fill, h } from "../../web/dom.js";
import { t } from "../../web/i18n.js";
import { untouched } from "./model.js";
import { questionView } from "./view-question.js";

/** @typedef {import("./model.js").Answer} Answer */
/** @typedef {import("./model.js").Question} Question */

/** @type {Question} */
const PRACTICE = {
  n: 1,
  case: null,
  stem: {
    en: "You are not sure of an answer and want to find this question again before you hand in. The clock is running. What should you do **first**?",
    fr: "Vous hésitez sur une réponse et voulez retrouver cette question avant de remettre votre copie. Le temps passe. Que faut-il faire **en premier**\u202f?",
  },
  options: [
    { letter: "a", text: { en: "Write its number on a sheet of paper", fr: "Noter son numéro sur une feuille" } },
    { letter: "b", text: { en: "Choose the best option so far, and flag the question", fr: "Choisir la meilleure réponse à ce stade, et marquer la question" } },
    { letter: "c", text: { en: "Leave it without an answer and go on", fr: "La laisser sans réponse et continuer" } },
    { letter: "d", text: { en: "Wait until you are sure", fr: "Attendre d’avoir une certitude" } },
  ],
};

/** @type {[(answer: Answer) => boolean, () => string][]} */
const TASKS = [
  [({ choice }) => choice !== null, () => t("Choose an option.")],
  [({ struck }) => struck.length > 0, () => t("Strike out an option that you rule out.")],
  [({ highlights }) => highlights.length > 0, () => t("Highlight words of the question: select them with the mouse, or use the Highlight button.")],
  [({ flagged }) => flagged, () => t("Flag the question for review.")],
  [({ note }) => note.trim() !== "", () => t("Write a note.")],
];

/** Practice of one visit: it survives a change of language. */
export class Tutorial {
  #answer = untouched(1);
  #open = { note: false, highlight: false };
  /** @type {import("./view-question.js").QuestionView | null} */
  #view = null;

  /** Highlight the words selected in the practice question, if any. */
  highlightSelection() {
    this.#view?.highlightSelection();
  }

  /** The practice question and what to try with it. @returns {HTMLElement} */
  draw() {
    const tasks = h("ul", { class: "tasks" });
    const outcome = h("p", { class: "outcome", role: "status" });
    const show = () => {
      const done = TASKS.map(([isDone]) => isDone(this.#answer));
      fill(tasks, TASKS.map(([, words], index) => h("li", { class: done[index] ? "done" : null }, done[index] ? h("strong", null, t("Done:")) : null, " ", words())));
      fill(outcome, remark(this.#answer, done.every(Boolean)));
    };
    /** @type {import("./view-options.js").Change} */
    const change = (deed) => {
      this.#answer = deed(this.#answer);
      this.#view?.show(this.#answer);
      show();
    };
    this.#view = questionView({ question: PRACTICE, total: 1, answer: this.#answer, change, open: this.#open, level: "h3" });
    show();
    return h("div", { class: "tutorial" }, h("p", null, t("This question is about the page, not about the exam. Try the tools; nothing here is saved.")), tasks, this.#view.element, outcome);
  }
}

/** @param {Answer} answer @param {boolean} all @returns {string} */
function remark({ choice }, all) {
  if (all) return t("You have used every tool. In the exam, press ? at any moment to see the keys.");
  if (choice === "b") return t("Yes: an answer is saved the moment you choose it, and the flag brings you back from the review.");
  if (choice !== null) return t("That works too, but B loses nothing: an unanswered question counts as wrong, a flag brings you back.");
  return "";
}
