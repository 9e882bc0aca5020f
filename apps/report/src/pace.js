/** Time against the budget, by block and by question; and the answers that were changed. */

import { h } from "../../web/dom.js";
import { span } from "../../web/figures.js";
import { inLanguage, number, t, tn } from "../../web/i18n.js";
import { chart, shape, share } from "../../web/scale.js";
import { questionLinks, section, table } from "./parts.js";

/** @typedef {import("./types.js").Report} Report */
/** @typedef {import("./types.js").Pace} Pace */
/** @typedef {import("./types.js").PaceBlock} PaceBlock */
/** @typedef {import("./types.js").Question} Question */
/** @typedef {import("../../web/dom.js").Child} Child */

// The chart of the questions reaches from one and a half to three budgets; what is longer is cut.
const LOWEST_TOP = 1.5;
const HIGHEST_TOP = 3;

/**
 * Pace over the blocks and over the questions.
 * @param {Report} report
 * @returns {HTMLElement}
 */
export function paceSection({ pace, review }) {
  return section(
    "pace",
    t("Pace"),
    h("p", { class: "measure" }, inLanguage(pace.sentence)),
    table(t("Time by block of questions"), blockColumns(pace), pace.blocks.map((block) => blockRow(block, pace)), "pace"),
    h("h3", null, t("Time on each question")),
    h("p", { class: "measure" }, overBudget(pace, review.length)),
    questionChart(pace, review),
    rapid(pace),
    slowest(pace, review),
  );
}

/** @param {Pace} pace @returns {import("./parts.js").Column[]} */
function blockColumns({ timed }) {
  /** @type {import("./parts.js").Column[]} */
  const columns = [
    { head: t("Questions") },
    { head: t("Answered"), kind: "figure" },
    { head: t("Time"), kind: "figure" },
    { head: t("Per question"), kind: "figure" },
  ];
  if (!timed) return columns;
  return [...columns, { head: t("Budget"), kind: "figure" }, { head: t("Against budget"), kind: "drawn" }];
}

/** @param {PaceBlock} block @param {Pace} pace @returns {Child[]} */
function blockRow(block, { blocks }) {
  const cells = [
    t("{low} to {high}", { low: number(block.first), high: number(block.last) }),
    t("{part} of {whole}", { part: number(block.answered), whole: number(block.questions) }),
    span(block.seconds),
    span(block.mean),
  ];
  if (block.budget === null) return cells;
  const longest = Math.max(...blocks.map(({ seconds, budget }) => Math.max(seconds / (budget ?? 1), 1)));
  const drawn = timeBar(block.seconds / block.budget / longest, 1 / longest, block.over === true);
  const words = block.over === true ? h("strong", null, t("over")) : t("within");
  return [...cells, span(block.budget), h("span", { class: "drawing inline" }, drawn, words)];
}

/** @param {number} used @param {number} budget @param {boolean} over @returns {SVGElement} */
function timeBar(used, budget, over) {
  return chart(
    "scale",
    null,
    shape("rect", { class: over ? "time over" : "time", x: 0, width: share(used), y: "27%", height: "46%" }),
    shape("line", { class: "scale-cut", x1: share(budget), x2: share(budget), y1: 0, y2: "100%" }),
  );
}

/** @param {Pace} pace @param {number} questions @returns {string} */
function overBudget({ over_budget, budget, exam_seconds }, questions) {
  return tn(
    "{n} of {all} questions took longer than {budget}.",
    "{n} of {all} questions took longer than {budget}.",
    over_budget,
    { all: number(questions), budget: span(budget ?? exam_seconds) },
  );
}

/**
 * One bar per question in order, with the budget as a line; the review holds each time in words.
 * @param {Pace} pace
 * @param {Question[]} review
 * @returns {HTMLElement}
 */
function questionChart(pace, review) {
  const budget = pace.budget ?? pace.exam_seconds;
  const longest = Math.max(...review.map(({ seconds }) => seconds));
  const top = budget * Math.min(HIGHEST_TOP, Math.max(LOWEST_TOP, longest / budget));
  const width = 1 / review.length;
  const bars = review.map(({ seconds, over_budget }, index) => {
    const tall = Math.min(1, seconds / top);
    return shape("rect", {
      class: over_budget ? "time over" : "time",
      x: share(index * width),
      width: share(width * 0.72),
      y: share(1 - tall),
      height: share(tall),
    });
  });
  const level = share(1 - budget / top);
  const line = shape("line", { class: "scale-cut", x1: 0, x2: "100%", y1: level, y2: level });
  const caption = [
    t("Questions 1 to {n}, in order; the top of the chart is {top}.", { n: number(review.length), top: span(top) }),
    pace.timed
      ? t("The dashed line is the budget of {budget}.", { budget: span(budget) })
      : t("The dashed line is the pace of the timed exam, {budget}.", { budget: span(budget) }),
    t("Each time stands with its question in the review."),
  ].join(" ");
  return h("figure", { class: "strip" }, chart("strip-chart", overBudget(pace, review.length), ...bars, line), h("figcaption", null, caption));
}

/** @param {Pace} pace @returns {HTMLElement | null} */
function rapid({ rapid: n, rapid_below }) {
  if (n === 0) return null;
  const text = tn(
    "{n} question was answered in less than {limit}, too fast to have been read.",
    "{n} questions were answered in less than {limit}, too fast to have been read.",
    n,
    { limit: span(rapid_below) },
  );
  return h("p", { class: "measure" }, text);
}

/** @param {Pace} pace @param {Question[]} review @returns {HTMLElement | null} */
function slowest({ slowest: slow }, review) {
  if (slow.length === 0) return null;
  const outcomes = new Map(review.map((question) => [question.position, question.outcome_text]));
  const rows = slow.map(({ position, seconds }) => {
    const outcome = outcomes.get(position);
    return [questionLinks([position]), span(seconds), outcome === undefined ? "" : inLanguage(outcome)];
  });
  const heads = [{ head: t("Question") }, { head: t("Time") }, { head: t("Outcome") }];
  return table(t("Slowest questions"), heads, rows, "narrow");
}

/**
 * Answers changed, from the first given to the last, and to what effect.
 * @param {Report} report
 * @returns {HTMLElement}
 */
export function changesSection({ changes }) {
  const heads = [{ head: t("Kind of change") }, { head: t("Number"), kind: /** @type {const} */ ("figure") }, { head: t("Questions concerned") }];
  const rows = changes.lines.map((line) => [inLanguage(line.label), number(line.count), questionLinks(line.positions)]);
  return section(
    "changes",
    t("Answers changed"),
    h("p", { class: "measure" }, inLanguage(changes.sentence)),
    rows.some((_, index) => (changes.lines[index]?.count ?? 0) > 0)
      ? table(t("Scored questions whose answer was changed"), heads, rows, "changes")
      : null,
  );
}
