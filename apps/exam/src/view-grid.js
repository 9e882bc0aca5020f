/** The sheet of all questions: numbers that say answered, flagged, not seen without colour. */

import { drawing, fill, h } from "../../web/dom.js";
import { number, t, tn } from "../../web/i18n.js";
import { ICONS } from "../../web/icons.js";

/** @typedef {import("./attempt.js").Attempt} Attempt */

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

/**
 * The sheet; one tab stop, arrow keys move inside.
 * @param {Attempt} attempt
 * @param {(n: number) => void} go
 */
export function questionGrid(attempt, go) {
  const cells = attempt.questions.map(({ n }) =>
    h("button", { type: "button", class: "cell", onclick: () => go(n) }, h("span", null, number(n)), drawing(ICONS.flag)),
  );
  const list = h("ol", { class: "cells" }, cells.map((cell) => h("li", null, cell)));
  list.addEventListener("keydown", (event) => {
    const at = cells.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    const to = at === -1 ? null : target(event.key, at, cells);
    if (to === null) return;
    event.preventDefault();
    cells[to]?.focus();
  });
  const legend = h("p", { class: "sheet-legend small" });
  const element = h(
    "nav",
    { class: "sheet", id: "sheet", "aria-label": t("Questions") },
    h("h2", { class: "sheet-title" }, t("Questions")),
    legend,
    list,
    h("ul", { class: "sheet-key small" }, keyLine("answered", t("answered")), keyLine("open", t("seen, not answered")), keyLine("unseen", t("not seen yet")), keyLine("flagged", t("flagged"))),
  );
  const showOne = (/** @type {number} */ n) => {
    const cell = cells[n - 1];
    if (cell === undefined) return;
    const state = stateOf(attempt, n);
    cell.className = `cell ${state.look}${state.flagged ? " flagged" : ""}`;
    cell.setAttribute("aria-label", t("Question {n}: {state}", { n: number(n), state: state.words }));
    cell.tabIndex = n === attempt.cursor ? 0 : -1;
    if (n === attempt.cursor) cell.setAttribute("aria-current", "true");
    else cell.removeAttribute("aria-current");
  };
  const showCounts = () => fill(legend, summary(attempt));
  for (const { n } of attempt.questions) showOne(n);
  showCounts();
  const focus = () => cells[attempt.cursor - 1]?.focus();
  return { element, showOne, showCounts, focus };
}

/**
 * Answered, unanswered and flagged, in words.
 * @param {Attempt} attempt
 * @returns {string}
 */
export function summary({ counts }) {
  const parts = [
    tn("{n} answered", "{n} answered", counts.answered),
    tn("{n} unanswered", "{n} unanswered", counts.unanswered),
    tn("{n} flagged", "{n} flagged", counts.flagged),
  ];
  return parts.join(", ");
}

/** @param {Attempt} attempt @param {number} n */
function stateOf(attempt, n) {
  const { choice, flagged } = attempt.answer(n);
  const seen = attempt.isSeen(n);
  const look = choice !== null ? "answered" : seen ? "open" : "unseen";
  const said = choice !== null ? t("answered") : seen ? t("seen, not answered") : t("not seen yet");
  return { look, flagged, words: flagged ? `${said}, ${t("flagged")}` : said };
}

/** @param {string} look @param {string} words */
function keyLine(look, words) {
  return h("li", null, h("span", { class: `cell ${look}`, "aria-hidden": "true" }, drawing(ICONS.flag)), words);
}

/**
 * The cell an arrow key leads to.
 * @param {string} key
 * @param {number} at
 * @param {HTMLElement[]} cells
 * @returns {number | null}
 */
function target(key, at, cells) {
  if (key === "Home") return 0;
  if (key === "End") return cells.length - 1;
  if (key === "ArrowRight" || key === "ArrowLeft") return clamp(at + STEPS[key], cells.length);
  if (key !== "ArrowDown" && key !== "ArrowUp") return null;
  const first = cells[0]?.offsetTop;
  const columns = cells.findIndex((cell) => cell.offsetTop !== first);
  const step = columns === -1 ? cells.length : columns;
  const to = at + (key === "ArrowDown" ? step : -step);
  return to >= 0 && to < cells.length ? to : at;
}

/** @param {number} at @param {number} length */
function clamp(at, length) {
  return Math.min(Math.max(0, at), length - 1);
}
