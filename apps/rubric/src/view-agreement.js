/** The second grader: how many copies are read twice, and how far two graders agree. */

import { h } from "../../web/dom.js";
import { number, t, tn } from "../../web/i18n.js";
import { addressOf } from "./address.js";
import { nameOf, pointsText, said } from "./parts.js";
import { copiesText } from "./view-copies.js";

/** @typedef {import("./view-task.js").Table} Table */
/** @typedef {import("./types.js").Disagreement} Disagreement */

const FEW = 20; // copies, under which kappa says little

/** All about reading twice. @param {Table} table @returns {HTMLElement} */
export function agreementSection(table) {
  const { agreement, second } = table.task;
  return h(
    "section",
    { class: "agreement", "aria-labelledby": "second-title" },
    h("h2", { id: "second-title" }, t("Second grader")),
    h("p", { class: "measure" }, t("Some copies can be read twice. The second grader does not see the first mark, and the first mark is the one that counts; where the two differ, you settle it together.")),
    settings(table),
    second.wanted > 0 || agreement.n > 0 ? figures(table) : null,
    agreement.disagreements.length > 0 ? disagreements(table) : null,
  );
}

/** @param {Table} table @returns {HTMLElement} */
function settings({ task, page, place, change }) {
  const { share, count } = task.second;
  const how = share !== null ? "share" : count !== null ? "count" : "none";
  const kind = h("select", { id: "second-how" }, [
    option("none", t("No copy"), how),
    option("share", t("A share of the copies, in %"), how),
    option("count", t("A number of copies"), how),
  ]);
  const amount = h("input", { id: "second-amount", type: "number", min: 1, max: 10_000, step: 1, required: true, value: String(share !== null ? Math.round(share * 100) : (count ?? 20)) });
  const field = h("label", { class: "field", hidden: how === "none" }, h("span", null, t("How many")), amount);
  kind.addEventListener("change", () => (field.hidden = kind.value === "none"));
  const onsubmit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const n = Number(amount.value);
    const asked = { share: kind.value === "share" ? Math.min(n, 100) / 100 : null, count: kind.value === "count" ? n : null };
    change(() => page.client.second(place, asked), "second-save");
  };
  return h(
    "form",
    { class: "second-form", onsubmit },
    h("label", { class: "field" }, h("span", null, t("To be read twice")), kind),
    field,
    h("button", { class: "button", id: "second-save" }, t("Keep")),
  );
}

/** @param {string} value @param {string} words @param {string} chosen */
function option(value, words, chosen) {
  return h("option", { value, selected: value === chosen }, words);
}

/** @param {Table} table @returns {HTMLElement} */
function figures({ task }) {
  const { agreement, rubric, second } = task;
  const done = h("p", null, t("{part} of {copies} read twice so far.", { part: number(agreement.n), copies: copiesText(Math.max(second.wanted, agreement.n)) }));
  if (agreement.n === 0) return done;
  const percent = (/** @type {number | null} */ share) => (share === null ? "–" : number(share, { style: "percent" }));
  const titles = new Map(rubric.criteria.map((criterion) => [criterion.id, criterion.title]));
  const heads = [t("Criterion"), t("Kappa"), t("Same level"), t("One level apart at most"), t("Copies")];
  const rows = agreement.criteria.map((one) =>
    h(
      "tr",
      null,
      h("th", { scope: "row" }, said(titles.get(one.criterion) ?? {})),
      [one.kappa === null ? "–" : number(one.kappa, { minimumFractionDigits: 2, maximumFractionDigits: 2 }), percent(one.exact), percent(one.adjacent), number(one.n)].map((cell, at) => h("td", { "data-head": heads[at + 1] ?? "", class: "number" }, cell)),
    ),
  );
  return h(
    "div",
    { class: "figures" },
    done,
    h("table", null, h("caption", null, t("Agreement by criterion")), h("thead", null, h("tr", null, heads.map((head) => h("th", { scope: "col" }, head)))), h("tbody", null, rows)),
    h("p", { class: "small muted measure" }, t("Quadratic weighted kappa: 1 where both always gave the same level, 0 where they agree no more than by chance; – where it cannot be worked out because all marks are alike."), agreement.n < FEW ? ` ${t("With so few copies it can be far off.")}` : ""),
    agreement.mean_apart === null ? null : h("p", { class: "small muted" }, t("On average the two marks are {points} apart.", { points: pointsText(Math.round(agreement.mean_apart * 100) / 100) })),
  );
}

/** @param {Table} table @returns {HTMLElement} */
function disagreements(table) {
  const { disagreements: list } = table.task.agreement;
  return h(
    "div",
    { class: "disagreements" },
    h("h3", null, tn("{n} copy on which they differ", "{n} copies on which they differ", list.length)),
    h("ul", null, list.map((one) => disagreement(table, one))),
  );
}

/** @param {Table} table @param {Disagreement} one */
function disagreement({ task, page, place }, one) {
  const [first, second] = one.levels;
  const [mine, other] = one.graders.map((id) => nameOf(task.people, id));
  const apart = task.rubric.criteria.filter(({ id }) => first[id] !== second[id]);
  const link = h("a", { href: addressOf({ ...place, view: "copy", copy: one.id }), onclick: page.follow }, t("Copy {n}", { n: number(one.number) }));
  const marks = t("{first}: {one}; {second}: {other}", { first: mine ?? "", one: pointsText(one.points[0]), second: other ?? "", other: pointsText(one.points[1]) });
  const lines = apart.map((criterion) =>
    h("li", null, said(criterion.title), " ", h("span", { class: "number" }, t("(level {one} and level {other})", { one: number((first[criterion.id] ?? 0) + 1), other: number((second[criterion.id] ?? 0) + 1) }))),
  );
  return h("li", null, link, " – ", marks, h("ul", { class: "small" }, lines));
}
