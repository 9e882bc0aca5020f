/** The candidate's attempts: those under way, and those that ended. */

import { h } from "../../web/dom.js";
import { percent } from "../../web/figures.js";
import { dateTime, duration, inLanguage, number, t } from "../../web/i18n.js";
import { scale } from "../../web/scale.js";
import { trendFigure } from "./trend.js";

/** @typedef {import("./trend.js").Closed} Closed */
/** @typedef {{en: string, fr: string}} Text */
/** @typedef {{attempts: Attempt[], history: Closed[], tracks: import("./tracks.js").Track[], cases: import("./cases.js").Listed[]}} Told */
/**
 * @typedef {object} Attempt as `GET /api/attempts` lists it
 * @property {string} id
 * @property {Text} title
 * @property {"open" | "submitted" | "expired"} state
 * @property {number} total
 * @property {number} answered
 * @property {boolean} untimed
 * @property {number | null} remaining_ms
 * @property {string} started_at
 */
/** @typedef {{exam: (id?: string) => string, report: (id: string) => string, lesson: (id: string) => string, case: (id: string) => string, rubric: string, authoring: string, bank: string}} Addresses */

/**
 * Exams under way, to go back to; null when there are none.
 * @param {Attempt[]} attempts
 * @param {Addresses} addresses
 * @returns {HTMLElement | null}
 */
export function underWay(attempts, addresses) {
  const open = attempts.filter(({ state }) => state === "open");
  if (open.length === 0) return null;
  return h(
    "section",
    { class: "under-way", "aria-labelledby": "under-way-title" },
    h("h2", { id: "under-way-title" }, open.length === 1 ? t("An exam is under way") : t("Exams under way")),
    h("ul", null, open.map((attempt) => openLine(attempt, addresses))),
  );
}

/** @param {Attempt} attempt @param {Addresses} addresses @returns {HTMLElement} */
function openLine(attempt, addresses) {
  const title = inLanguage(attempt.title);
  const begun = t("Begun {when}", { when: dateTime(attempt.started_at) });
  return h(
    "li",
    null,
    h(
      "div",
      null,
      h("p", { class: "open-title" }, title),
      h("p", { class: "number" }, h("strong", { "data-left": attempt.id }, timeLeft(attempt)), " · ", t("{n} of {total} answered", { n: number(attempt.answered), total: number(attempt.total) })),
      h("p", { class: "small muted" }, attempt.untimed ? begun : `${begun}. ${t("The clock runs on the server, also while you are away.")}`),
    ),
    h("a", { class: "button primary large", href: addresses.exam(attempt.id), "aria-label": t("Resume: {exam}", { exam: title }) }, t("Resume")),
  );
}

/**
 * Write the time left anew where it stands, without touching anything else of the page.
 * @param {ParentNode} page
 * @param {Attempt[]} attempts
 */
export function showTimeLeft(page, attempts) {
  for (const attempt of attempts) {
    const place = page.querySelector(`[data-left="${attempt.id}"]`);
    if (place !== null) place.textContent = timeLeft(attempt);
  }
}

/**
 * Whether nothing but the time went on between two answers of the server.
 * @param {Told} one
 * @param {Told} other
 * @returns {boolean}
 */
export function sameButTime(one, other) {
  const told = (/** @type {Told} */ { attempts, history, tracks, cases }) =>
    JSON.stringify([attempts.map(({ id, state, answered, untimed }) => [id, state, answered, untimed]), history.map(({ id }) => id), tracks, cases]);
  return told(one) === told(other);
}

/** @param {Attempt} attempt @returns {string} */
function timeLeft({ untimed, remaining_ms }) {
  if (untimed || remaining_ms === null) return t("No time limit");
  return t("{duration} left", { duration: duration(remaining_ms) });
}

/**
 * Attempts that ended, newest first, with their trend; words for a newcomer when there are none.
 * @param {Closed[]} history oldest first
 * @param {Addresses} addresses
 * @returns {HTMLElement}
 */
export function pastAttempts(history, addresses) {
  const heading = h("h2", { id: "past-title" }, t("Your attempts"));
  if (history.length === 0) {
    return h(
      "section",
      { class: "past", "aria-labelledby": "past-title" },
      heading,
      h("p", { class: "measure" }, t("None has ended yet. A full mock exam asks 180 questions in three hours; half an exam or a single domain is a shorter way to begin. Every exam ends in a report that shows the reason for each answer.")),
    );
  }
  return h(
    "section",
    { class: "past", "aria-labelledby": "past-title" },
    heading,
    trendFigure(history),
    h("p", { class: "small muted measure" }, t("Forms may differ in difficulty, and questions seen before lift later scores: the reports say what can be concluded.")),
    h(
      "ul",
      { class: "past-list" },
      [...history].reverse().map((closed) => pastLine(closed, addresses)),
    ),
  );
}

/** @param {Closed} closed @param {Addresses} addresses @returns {HTMLElement} */
function pastLine(closed, addresses) {
  const title = inLanguage(closed.title);
  const when = dateTime(closed.finished_at);
  const marks = { point: closed.percent / 100, wide: { low: closed.low / 100, high: closed.high / 100 } };
  const ends = t("90% band: {low} to {high}", { low: percent(closed.low / 100), high: percent(closed.high / 100) });
  return h(
    "li",
    null,
    h("div", null, h("p", { class: "past-exam" }, title), h("p", { class: "small muted" }, when)),
    h(
      "p",
      { class: "past-score number" },
      h("strong", null, percent(closed.percent / 100)),
      h("span", { class: "small muted" }, t("{part} right of {whole} scored", { part: number(closed.correct), whole: number(closed.scored) })),
    ),
    h("div", { class: "past-band" }, scale(marks), h("p", { class: "small muted number" }, ends)),
    h("a", { class: "button", href: addresses.report(closed.id), "aria-label": t("Report: {exam}, {date}", { exam: title, date: when }) }, t("Report")),
  );
}
