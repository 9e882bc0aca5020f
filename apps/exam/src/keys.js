/** The keyboard of the running exam, and highlighting with the pointer. */

import { t } from "../../web/i18n.js";
import { say } from "./announcer.js";
import { choose, toggleFlag, toggleStrike } from "./model.js";
import { actionOf, takesText } from "./shortcuts.js";

/** @typedef {import("./attempt.js").Attempt} Attempt */
/** @typedef {import("./view-exam.js").ExamView} ExamView */
/** @typedef {import("./shortcuts.js").Action} Action */

const STRIKE_WAITS_MS = 4_000;

/**
 * Listen to the keyboard and the pointer for as long as the page lives.
 * @param {Attempt} attempt
 * @param {ExamView} view
 * @param {import("../../web/preferences.js").Preferences} preferences
 */
export function listen(attempt, view, preferences) {
  let strikeUntil = -Infinity;
  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement | null} */ (event.target);
    if (!preferences.get("shortcuts") || takesText(target) || document.querySelector("dialog[open]") !== null) return;
    const action = actionOf(event, event.timeStamp < strikeUntil);
    if (action === null) return;
    event.preventDefault();
    strikeUntil = action.do === "strike-next" ? event.timeStamp + STRIKE_WAITS_MS : -Infinity;
    perform(action, attempt, view);
  });
  document.addEventListener("pointerup", ({ pointerType }) => {
    // After a touch the selection has handles to adjust: the button highlights it.
    if (pointerType === "mouse") view.question?.highlightSelection();
  });
}

/** @param {Action} action @param {Attempt} attempt @param {ExamView} view */
function perform(action, attempt, view) {
  const { question } = view;
  const change = (/** @type {(a: import("./model.js").Answer) => import("./model.js").Answer} */ deed) => {
    if (question !== null) attempt.change(attempt.cursor, deed);
  };
  if ("letter" in action && !question?.letters.includes(action.letter)) return;
  switch (action.do) {
    case "choose":
      change((answer) => choose(answer, action.letter));
      return say(t("Option {letter} chosen", { letter: action.letter.toUpperCase() }));
    case "strike":
      return change((answer) => toggleStrike(answer, action.letter));
    case "strike-next":
      return say(t("Strike out: press the letter of an option"));
    case "flag":
      change(toggleFlag);
      return say(attempt.answer(attempt.cursor).flagged ? t("Flagged for review") : t("No longer flagged"));
    case "note":
      return question?.toggle("note");
    case "highlight":
      return void (question?.highlightSelection() || question?.toggle("highlight"));
    case "time":
      return view.sayTime();
    default:
      return move(action.do, view);
  }
}

/** @param {"next" | "previous" | "review" | "grid" | "help"} where @param {ExamView} view */
function move(where, view) {
  if (where === "next") view.step(1);
  if (where === "previous") view.step(-1);
  if (where === "review") view.review();
  if (where === "grid") view.focusSheet();
  if (where === "help") view.showKeys();
}
