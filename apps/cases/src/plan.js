/** Write a plan, row by row: a table where there is room, cards where there is not. */

import { h } from "../../web/dom.js";
import { moved } from "../../lessons/src/ordering.js";
import { arrange, button, mover, tell } from "../../lessons/src/parts.js";
import { inline } from "../../lessons/src/prose.js";
import { dayOf } from "./dates.js";
import { withEntry } from "./fits.js";
import { fitRows, isWhole, shownRows } from "./plan-rows.js";
import { selectField } from "./select.js";
import { criteria } from "./text.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./plan-rows.js").Column} Column */
/** @typedef {import("./types.js").Plan} Task */
/** @typedef {{row: import("./plan-rows.js").Row, node: HTMLElement, update: (index: number, all: number) => void, focus: () => void}} Line */

let lines = 0;

/** @type {import("./types.js").Kind} */
export const plan = {
  fit: fitRows,
  reach: (task, answer) => (isWhole(task, answer) ? "done" : "begun"),
  view,
};

/** @param {Desk} desk @param {Task} task */
function view(desk, task) {
  const { t } = desk.voice;
  const list = h("ol", { class: "pk-plan-rows", role: "list" });
  const said = h("div", { class: "pk-plan-said", role: "status" });
  const add = button(t("Add a row"), () => put(rows.length, {}));
  const full = h("p", { class: "pk-hint" }, t("A plan here has {most} rows at most.", { most: desk.voice.number(task.most) }));
  const hands = { keep, take: out, move: (/** @type {Line} */ line, /** @type {-1 | 1} */ by) => change(moved(rows, line, by)) };
  /** @type {Line[]} */
  let rows = shownRows(task, desk.answer(task)).map((row) => lineOf(desk, task, row, hands));
  function keep() {
    desk.give(task, fitRows(task, rows.map(({ row }) => row)));
  }
  /** @param {Line[]} next */
  function draw(next) {
    rows = next;
    arrange(list, rows.map(({ node }) => node));
    for (const [index, line] of rows.entries()) line.update(index, rows.length);
    add.hidden = rows.length >= task.most;
    full.hidden = !add.hidden;
  }
  /** @param {Line[]} next */
  function change(next) {
    draw(next);
    keep();
  }
  /** @param {number} index @param {import("./plan-rows.js").Row} row */
  function put(index, row) {
    const line = lineOf(desk, task, row, hands);
    change([...rows.slice(0, index), line, ...rows.slice(index)]);
    tell(said, null);
    line.focus();
  }
  /** @param {Line} line */
  function out(line) {
    const index = rows.indexOf(line);
    change(rows.filter((other) => other !== line));
    const undo = button(t("Put it back"), () => put(index, line.row), "pc-quiet");
    tell(said, h("span", null, t("Row {n} was taken out.", { n: desk.voice.number(index + 1) })), undo);
    undo.focus();
  }
  draw(rows);
  return [...asked(desk, task), tableHead(desk, task), list, h("div", { class: "pc-actions" }, add), full, said];
}

/** What the plan has to keep to. @param {Desk} desk @param {Task} task */
function asked(desk, task) {
  const { t, tn, language } = desk.voice;
  const frame = t("Today is {today}. The plan runs until {until}.", { today: dayOf(task.today, language), until: dayOf(task.until, language) });
  const rows = tn("It has {n} row at least.", "It has {n} rows at least.", task.least);
  return [h("p", { class: "pk-hint" }, `${frame} ${rows}`), criteria(desk, task.criteria)];
}

/** The heads of the columns; each field has a label of its own. @param {Desk} desk @param {Task} task */
function tableHead(desk, task) {
  const heads = task.columns.map(({ label }) => h("span", null, inline(desk.say(label))));
  return h("div", { class: `pk-plan-head pk-plan-${task.columns.length}`, "aria-hidden": "true" }, h("span"), heads, h("span"));
}

/**
 * @param {Desk} desk
 * @param {Task} task
 * @param {import("./plan-rows.js").Row} row
 * @param {{keep: () => void, take: (line: Line) => void, move: (line: Line, by: -1 | 1) => void}} hands
 * @returns {Line}
 */
function lineOf(desk, task, row, hands) {
  const { t, number } = desk.voice;
  lines += 1;
  const key = desk.id(task.id, "line", lines);
  const name = h("p", { class: "pk-row-name", id: `${key}-name` });
  const up = mover("up", "", () => hands.move(line, -1));
  const down = mover("down", "", () => hands.move(line, 1));
  const out = button(t("Take out"), () => hands.take(line), "pk-out");
  const cells = task.columns.map((column) => cellOf(desk, column, `${key}-${column.id}`, row[column.id] ?? null, (value) => {
    line.row = withEntry(line.row, column.id, value) ?? {};
    hands.keep();
  }));
  const tools = h("div", { class: "pk-row-tools" }, up, down, out);
  const node = h("li", null, h("div", { class: `pk-plan-row pk-plan-${task.columns.length}`, role: "group", "aria-labelledby": name.id }, name, cells, tools));
  /** @param {number} index @param {number} all */
  function update(index, all) {
    const n = number(index + 1);
    name.textContent = t("Row {n}", { n });
    for (const [arrow, words, end] of /** @type {const} */ ([[up, t("Move row {n} up", { n }), 0], [down, t("Move row {n} down", { n }), all - 1]])) {
      arrow.setAttribute("aria-label", words);
      arrow.title = words;
      arrow.setAttribute("aria-disabled", String(index === end));
    }
    out.setAttribute("aria-label", t("Take out row {n}", { n }));
    out.hidden = all === 1;
  }
  const focus = () => /** @type {HTMLElement | null} */ (node.querySelector("select, textarea, input"))?.focus();
  /** @type {Line} */
  const line = { row, node, update, focus };
  return line;
}

/**
 * @param {Desk} desk
 * @param {Column} column
 * @param {string} id
 * @param {string | null} value
 * @param {(value: string | null) => void} take
 */
function cellOf(desk, column, id, value, take) {
  const hint = column.hint === null ? null : h("span", { class: "pk-cell-hint", id: `${id}-hint` }, inline(desk.say(column.hint)));
  /** @type {Record<string, string>} */
  const named = hint === null ? { id } : { id, "aria-describedby": hint.id };
  const label = h("label", { for: id, class: "pk-cell-label" }, inline(desk.say(column.label)));
  return h("div", { class: `pk-cell pk-cell-${column.entry}` }, label, fieldOf(desk, column, named, value, take), hint);
}

/**
 * @param {Desk} desk
 * @param {Column} column
 * @param {Record<string, string>} named
 * @param {string | null} value
 * @param {(value: string | null) => void} take
 */
function fieldOf(desk, column, named, value, take) {
  if (column.entry === "choice") {
    const choices = column.choices.map(({ id, text }) => ({ id, words: desk.say(text) }));
    return selectField(desk, { choices, value, take, named });
  }
  const oninput = (/** @type {Event} */ { target }) => take(/** @type {HTMLInputElement} */ (target).value || null);
  if (column.entry === "date") return h("input", { type: "date", class: "pk-field", value: value ?? "", oninput, ...named });
  return h("textarea", { class: "pk-field", rows: 2, lang: desk.voice.language, value: value ?? "", oninput, ...named });
}
