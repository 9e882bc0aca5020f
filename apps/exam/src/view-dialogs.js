/** The dialogs of the exam: the keys, and the confirmation before handing in. */

import { showDialog } from "../../web/dialog.js";
import { fill, h } from "../../web/dom.js";
import { duration, t, tn } from "../../web/i18n.js";

/** @typedef {import("./attempt.js").Attempt} Attempt */
/** @typedef {import("../../web/preferences.js").Preferences} Preferences */

/**
 * The keyboard scheme, with the way to switch it off.
 * @param {Preferences} preferences
 */
export function showKeys(preferences) {
  const rows = [
    ["A B C D · 1 2 3 4", t("Choose an option")],
    ["N · J", t("Next question")],
    ["P · K", t("Previous question")],
    ["F", t("Flag for review, or no longer")],
    ["S, A-D", t("Strike out an option, or no longer")],
    ["H", t("Highlight the selected words, or open the highlighter")],
    ["M", t("Open or close the note")],
    ["T", t("Say the time")],
    ["G", t("Go to the list of questions; arrow keys move in it")],
    ["R", t("Review before handing in")],
    ["?", t("Show these keys")],
  ];
  const body = h("tbody", null, rows.map(([key, does]) => h("tr", null, h("th", { scope: "row" }, h("kbd", null, key)), h("td", null, does))));
  const table = h("table", { class: "keys" }, h("thead", null, h("tr", null, h("th", { scope: "col" }, t("Key")), h("th", { scope: "col" }, t("What it does")))), body);
  const onchange = (/** @type {Event} */ { target }) => preferences.set("shortcuts", /** @type {HTMLInputElement} */ (target).checked);
  const toggle = h("label", { class: "choice" }, h("input", { type: "checkbox", checked: preferences.get("shortcuts"), onchange }), h("span", null, t("Single-key shortcuts are on")));
  const close = h("button", { type: "button", class: "button primary" }, t("Close"));
  const dialog = showDialog(t("Keyboard"), [
    toggle,
    h("p", { class: "small muted" }, t("They rest while you type in a field. Switch them off if your screen reader or voice control uses the same keys; Tab, arrows and Enter always work.")),
    table,
    h("div", { class: "dialog-actions" }, close),
  ]);
  close.addEventListener("click", () => dialog.close());
}

/**
 * Ask before handing in; the dialog stays open, and says why, when an answer is not saved.
 * @param {Attempt} attempt
 */
export function confirmSubmission(attempt) {
  const { unanswered, flagged } = attempt.counts;
  const left = attempt.clock.remaining();
  const problem = h("p", { class: "banner danger", role: "alert", hidden: true });
  const cancel = h("button", { type: "button", class: "button" }, t("Go on with the exam"));
  const submit = h("button", { type: "button", class: "button primary" }, t("Hand in now"));
  const dialog = showDialog(t("Hand in the exam?"), [
    h(
      "ul",
      { class: "facts" },
      unanswered > 0 ? h("li", null, tn("{n} question has no answer: it will count as wrong.", "{n} questions have no answer: they will count as wrong.", unanswered)) : h("li", null, t("Every question has an answer.")),
      flagged > 0 ? h("li", null, tn("{n} question is flagged for review.", "{n} questions are flagged for review.", flagged)) : null,
      left !== null ? h("li", null, t("You still have {duration}.", { duration: duration(left) })) : null,
    ),
    h("p", null, t("After this no answer can be changed, and your report is made.")),
    problem,
    h("div", { class: "dialog-actions" }, cancel, submit),
  ]);
  cancel.addEventListener("click", () => dialog.close());
  submit.addEventListener("click", async () => {
    submit.disabled = true;
    problem.hidden = true;
    try {
      await attempt.submit();
    } catch {
      problem.hidden = false;
      fill(problem, notHandedIn(attempt.status.waiting));
    }
    submit.disabled = false;
  });
}

/** @param {number} waiting */
function notHandedIn(waiting) {
  if (waiting === 0) return t("Not handed in: the server cannot be reached. Try again when the connection is back.");
  return tn("Not handed in: {n} answer is not saved yet. Try again when it is.", "Not handed in: {n} answers are not saved yet. Try again when they are.", waiting);
}
