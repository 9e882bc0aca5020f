/** The review screen: every question, or only those unanswered or flagged, before handing in. */

import { drawing, fill, h } from "../../web/dom.js";
import { inLanguage, number, t } from "../../web/i18n.js";
import { ICONS } from "../../web/icons.js";
import { beginning } from "../../web/passages.js";
import { summary } from "./view-grid.js";

/** @typedef {import("./attempt.js").Attempt} Attempt */
/** @typedef {"all" | "unanswered" | "flagged"} Filter */

/**
 * The review screen.
 * @param {Attempt} attempt
 * @param {{filter: Filter}} chosen changed in place
 * @param {{go: (n: number) => void, submit: () => void}} actions
 * @returns {{element: HTMLElement, heading: HTMLElement, show: () => void}}
 */
export function reviewView(attempt, chosen, { go, submit }) {
  const heading = h("h1", { tabindex: -1, id: "question" }, t("Review"));
  const filters = h("div", { class: "row", role: "group", "aria-label": t("Questions to show") });
  const counts = h("p", { class: "lede" });
  const list = h("div", { class: "review-list" });
  const show = () => {
    fill(counts, summary(attempt));
    fill(filters, filterButtons(attempt, chosen, () => (show(), refocus(filters))));
    fill(list, table(attempt, chosen.filter, go));
  };
  show();
  const back = h("button", { type: "button", class: "button", onclick: () => go(attempt.cursor) }, drawing(ICONS.previous), t("Back to question {n}", { n: number(attempt.cursor) }));
  const hand = h("button", { type: "button", class: "button primary", onclick: submit }, t("Hand in the exam"));
  const element = h("article", { class: "review" }, heading, counts, h("div", { class: "row" }, back, hand), filters, list);
  return { element, heading, show };
}

/** @param {HTMLElement} filters */
function refocus(filters) {
  const pressed = filters.querySelector('[aria-pressed="true"]');
  if (pressed instanceof HTMLElement) pressed.focus();
}

/** @param {Attempt} attempt @param {{filter: Filter}} chosen @param {() => void} redraw */
function filterButtons(attempt, chosen, redraw) {
  const { unanswered, flagged } = attempt.counts;
  /** @type {[Filter, string][]} */
  const names = [
    ["all", t("All ({n})", { n: number(attempt.questions.length) })],
    ["unanswered", t("Unanswered ({n})", { n: number(unanswered) })],
    ["flagged", t("Flagged ({n})", { n: number(flagged) })],
  ];
  return names.map(([filter, name]) => {
    const click = () => {
      chosen.filter = filter;
      redraw();
    };
    return h("button", { type: "button", class: "button", "aria-pressed": String(chosen.filter === filter), onclick: click }, name);
  });
}

/** @param {Attempt} attempt @param {Filter} filter @param {(n: number) => void} go */
function table(attempt, filter, go) {
  const shown = attempt.questions.filter(({ n }) => {
    const { choice, flagged } = attempt.answer(n);
    return filter === "all" || (filter === "flagged" ? flagged : choice === null);
  });
  if (shown.length === 0) return h("p", null, t("No question here."));
  const columns = [t("Question"), t("Begins with"), t("Your answer"), t("Flag")];
  const head = h("tr", null, columns.map((name) => h("th", { scope: "col" }, name)));
  return h("table", null, h("thead", null, head), h("tbody", null, shown.map((question) => row(attempt, question, go))));
}

/** @param {Attempt} attempt @param {import("./model.js").Question} question @param {(n: number) => void} go */
function row(attempt, { n, stem }, go) {
  const { choice, flagged } = attempt.answer(n);
  const label = t("Go to question {n}", { n: number(n) });
  return h(
    "tr",
    null,
    h("th", { scope: "row" }, h("button", { type: "button", class: "button quiet number", "aria-label": label, onclick: () => go(n) }, number(n))),
    h("td", { class: "review-stem" }, beginning(inLanguage(stem), 90)),
    h("td", null, choice === null ? h("span", { class: "none" }, t("none")) : h("strong", null, choice.toUpperCase())),
    h("td", null, flagged ? h("span", { class: "flagged" }, drawing(ICONS.flag), t("flagged")) : null),
  );
}
