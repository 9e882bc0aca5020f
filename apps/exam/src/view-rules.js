/** What a candidate should know before starting: the rules, and what this is not. */

import { h } from "../../web/dom.js";
import { t } from "../../web/i18n.js";

/** How the exam goes. @returns {HTMLElement} */
export function rules() {
  return list([
    t("Each question has four options and one best answer. A wrong answer costs no more than none: answer every question."),
    t("In the full and the half exam some questions are on trial, as in the real one: they are mixed with the others, look the same, and do not count."),
    t("Every answer is saved the moment you give it. You can change it, skip it, flag it and come back until the end."),
    t("The clock is the server’s. It runs on if you close the page, reload it or lose the connection; open the page again to go on where you were."),
    t("At zero the exam is handed in by itself. An answer that reaches the server later does not count, and you are told which."),
    t("It is a closed-book exam: put documents aside if you want to know where you stand."),
    t("The report, with the right answers and the reasons, comes as soon as you have handed in."),
  ]);
}

/** What differs from the day of the real exam. @returns {HTMLElement} */
export function limits() {
  return list([
    t("The screens are ours: no description of the real ones was found. Flagging, striking out, highlighting and notes exist in many computer-based exams; whether the CCM exam offers each of them is not known to us."),
    t("The rooms and rules of Pearson VUE are not reproduced: identity check, arrival, personal belongings, the calculator or note board they may offer."),
    t("There is no proctoring, on site or online."),
    t("There is no break and no second session; one source describes two sessions with a break."),
    t("There is no scaled score and no pass or fail: the passing score of the exam is not published. The report gives the share of right answers, with its margin."),
  ]);
}

/** What the questions are worth. @returns {HTMLElement} */
export function provenance() {
  return list([
    t("Parcours is independent. CCM is a mark of the Commission for Case Manager Certification, which has neither approved nor reviewed these questions. They are original; none comes from the real exam."),
    t("No question is signed by a certified expert yet."),
    t("Six domains are tested. Quality and Rehabilitation together make about 20%; how they share it was not found, so the split is our estimate."),
    t("In which language the exam is given: only an English one was found. The French of a CCM question is there to understand and to study; check with the Commission in which languages the exam is offered."),
  ]);
}

/** @param {string[]} lines */
function list(lines) {
  return h("ul", { class: "prose" }, lines.map((line) => h("li", null, line)));
}
