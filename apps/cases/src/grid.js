/** A table whose rows are given: one choice in each cell. On narrow pages each row is a card. */

import { h } from "../../web/dom.js";
import { inline } from "../../lessons/src/prose.js";
import { entriesOf, ids, oneOf, reachOfParts, withEntry } from "./fits.js";
import { selectField } from "./select.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./types.js").Grid} Task */

/** @type {import("./types.js").Kind} */
export const grid = {
  fit: (task, raw) => entriesOf(raw, ids(task.rows), (_, cells) => fitRow(task, cells)),
  reach(task, answer) {
    const filled = Object.values(answer).reduce((sum, cells) => sum + Object.keys(cells).length, 0);
    return reachOfParts(filled, task.rows.length * task.columns.length);
  },
  view,
};

/** @param {Task} task @param {any} cells */
function fitRow(task, cells) {
  return entriesOf(cells, ids(task.columns), (column, choice) => oneOf(choice, task.columns.find(({ id }) => id === column)?.choices ?? []));
}

/** Roles stand in the markup because cards are not laid out as a table. @param {Desk} desk @param {Task} task */
function view(desk, task) {
  const heads = task.columns.map(({ id, label }) => h("th", { scope: "col", role: "columnheader", id: desk.id(task.id, "column", id) }, inline(desk.say(label))));
  const head = h("tr", { role: "row" }, h("th", { scope: "col", role: "columnheader" }, inline(desk.say(task.head))), heads);
  const rows = task.rows.map((row) => rowView(desk, task, row));
  const named = { role: "table", "aria-labelledby": desk.id(task.id, "prompt") };
  const table = h("table", { class: `pk-grid ${task.columns.length > 2 ? "pk-many" : "pk-few"}`, ...named }, h("thead", { role: "rowgroup" }, head), h("tbody", { role: "rowgroup" }, rows));
  table.style.setProperty("--columns", String(task.columns.length));
  return [table];
}

/** @param {Desk} desk @param {Task} task @param {import("./types.js").Named} row */
function rowView(desk, task, row) {
  const rowId = desk.id(task.id, "row", row.id);
  const cells = task.columns.map(({ id: column, label, choices }) => {
    const take = (/** @type {string | null} */ choice) => {
      const filled = withEntry(desk.answer(task)?.[row.id] ?? null, column, choice);
      desk.give(task, withEntry(desk.answer(task), row.id, filled));
    };
    const field = selectField(desk, {
      choices: choices.map(({ id, text }) => ({ id, words: desk.say(text) })),
      value: desk.answer(task)?.[row.id]?.[column] ?? null,
      take,
      named: { "aria-labelledby": `${rowId} ${desk.id(task.id, "column", column)}` },
    });
    return h("td", { role: "cell" }, h("span", { class: "pk-cell-label", "aria-hidden": "true" }, inline(desk.say(label))), field);
  });
  return h("tr", { role: "row" }, h("th", { scope: "row", role: "rowheader", id: rowId }, inline(desk.say(row.text))), cells);
}
