/** The copies of a task as a table. */

import { h } from "../../web/dom.js";
import { number, t, tn } from "../../web/i18n.js";
import { addressOf } from "./address.js";
import { languageName, nameOf, outOf } from "./parts.js";

/** @typedef {import("./view-task.js").Table} Table */
/** @typedef {import("./types.js").CopyRow} CopyRow */

/** All copies, by their numbers. @param {Table} table @returns {HTMLElement} */
export function copiesTable(table) {
  const { copies } = table.task;
  const named = copies.some(({ name }) => name !== null);
  const heads = [t("Copy"), ...(named ? [t("Student")] : []), t("Language"), t("Words"), t("State"), t("Points"), t("Marked by")];
  return h(
    "section",
    { class: "copies", "aria-labelledby": "copies-title" },
    h("h2", { id: "copies-title" }, t("Copies")),
    h(
      "table",
      null,
      h("thead", null, h("tr", null, heads.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", null, copies.map((copy) => row(table, copy, named, heads))),
    ),
  );
}

/** @param {Table} table @param {CopyRow} copy @param {boolean} named @param {string[]} heads */
function row({ page, place, task }, copy, named, heads) {
  const title = t("Copy {n}", { n: number(copy.number) });
  const link = copy.state === "empty" ? title : h("a", { href: addressOf({ ...place, view: "copy", copy: copy.id }), onclick: page.follow }, title);
  const cells = [
    ...(named ? [copy.name ?? ""] : []),
    languageName(copy.lang),
    copy.words === null ? "" : number(copy.words),
    h("ul", { class: "marks" }, states(copy, task, page.me).map((line) => h("li", null, line))),
    copy.points === null ? "" : outOf(copy.points, task.points),
    nameOf(task.people, copy.by),
  ];
  return h("tr", { "data-state": copy.state }, h("th", { scope: "row" }, link), cells.map((cell, place_) => h("td", { "data-head": heads[place_ + 1] ?? "", class: cell === "" ? "nothing" : "number" }, cell)));
}

/** @param {CopyRow} copy @param {import("./types.js").Task} task @param {string} me @returns {string[]} */
function states(copy, task, me) {
  const said = [];
  if (copy.state === "empty") said.push(t("Left empty"));
  else if (copy.state === "waiting") said.push(copy.changed ? t("Changed since it was marked") : t("Waiting"));
  else said.push(t("Marked"));
  if (copy.draft) said.push(t("You have a draft"));
  if (copy.elsewhere) said.push(t("Set in formgrader since"));
  if (copy.second === "yours") said.push(t("For a second grader: you"));
  if (copy.second === "wanted") said.push(t("For a second grader"));
  if (copy.second === "done") said.push(t("Read twice"));
  if (copy.claimed_by !== null && copy.claimed_by !== me) said.push(t("{name} has it now", { name: nameOf(task.people, copy.claimed_by) }));
  return said;
}

/** How many copies. @param {number} n @returns {string} */
export function copiesText(n) {
  return tn("{n} copy", "{n} copies", n);
}
