/** Pages for when there is no exam to show: it could not be opened, or it is closed. */

import { fill, h } from "../../web/dom.js";
import { inLanguage, number, t, tn } from "../../web/i18n.js";
import { masthead } from "../../web/masthead.js";

/** @typedef {import("../../web/preferences.js").Preferences} Preferences */
/** @typedef {import("../../web/api.js").ApiError} ApiError */
/** @typedef {import("./waiting.js").Waiting} Waiting */

/**
 * The page could not get what it needs.
 * @param {Preferences} preferences
 * @param {ApiError} problem
 * @param {{waiting: number, signIn: string, retry: () => void}} facts
 * @returns {HTMLElement[]}
 */
export function failureView(preferences, problem, { waiting, signIn, retry }) {
  const signedOut = problem.failure === "signed-out";
  const kept = waiting === 0 ? null : h("p", null, tn("{n} answer waits on this device and will be sent.", "{n} answers wait on this device and will be sent.", waiting));
  const way = signedOut
    ? h("a", { class: "button primary", href: signIn }, t("Sign in"))
    : h("button", { type: "button", class: "button primary", onclick: retry }, t("Try again"));
  return page(preferences, signedOut ? t("Please sign in") : t("The page could not be opened"), h("p", null, whatHappened(problem)), kept, h("p", null, way));
}

/** @param {ApiError} problem @returns {string} */
function whatHappened(problem) {
  if (problem.failure === "signed-out") return t("Your session has ended, or you have not signed in on this device.");
  if (problem.said !== null) return inLanguage(problem.said);
  if (problem.status > 0) return t("The server answered with error {status}. The page tries again by itself.", { status: problem.status });
  return t("The server cannot be reached. The page tries again by itself.");
}

/**
 * The attempt is closed and some answers came too late: said before the report is shown.
 * @param {Preferences} preferences
 * @param {Waiting[]} late
 * @param {string} report address of the report
 * @returns {HTMLElement[]}
 */
export function lateView(preferences, late, report) {
  const lines = late.map(({ save }) => {
    const { n, choice, flagged, note } = save;
    const given = choice === null ? t("no option chosen") : t("option {letter}", { letter: choice.toUpperCase() });
    const extras = [given, flagged ? t("flagged") : "", note === "" ? "" : t("with a note")].filter((part) => part !== "");
    return h("li", null, t("Question {n}: {state}", { n: number(n), state: extras.join(", ") }));
  });
  return page(
    preferences,
    t("The exam is closed"),
    h("p", { class: "lede" }, tn("{n} answer had not been confirmed when the server closed the exam. It was given, or arrived, too late.", "{n} answers had not been confirmed when the server closed the exam. They were given, or arrived, too late.", late.length)),
    h("ul", null, lines),
    h("p", null, t("The report shows which answers were counted; it is the report that holds.")),
    h("p", null, h("a", { class: "button primary", href: report }, t("See the report"))),
  );
}

/**
 * The page while it fetches.
 * @param {Preferences} preferences
 * @returns {HTMLElement[]}
 */
export function loadingView(preferences) {
  return page(preferences, t("Opening…"));
}

/**
 * @param {Preferences} preferences
 * @param {string} title
 * @param {...import("../../web/dom.js").Child} body
 */
function page(preferences, title, ...body) {
  const heading = h("h1", { id: "question", tabindex: -1 }, title);
  return [masthead(preferences), h("main", { class: "document narrow", id: "parcours-exam" }, heading, body)];
}

/**
 * Show a page in place of what was there; the focus goes to its title if that had it.
 * @param {HTMLElement} root
 * @param {HTMLElement[]} nodes
 */
export function showPage(root, nodes) {
  const hadFocus = root.contains(document.activeElement);
  root.className = "";
  fill(root, ...nodes);
  if (hadFocus) document.getElementById("question")?.focus({ preventScroll: true });
}
