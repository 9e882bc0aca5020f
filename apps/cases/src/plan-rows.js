/** The rows of a plan: what may stand in them, and adding, taking out and moving them. */

import { entriesOf, ids, oneOf } from "./fits.js";

/** @typedef {import("./types.js").Plan} Task */
/** @typedef {import("./types.js").PlanColumn} Column */
/** @typedef {Record<string, string>} Row */

/**
 * The rows that fit; rows that hold nothing stay where they are, between others.
 * @param {Task} task
 * @param {unknown} raw
 * @returns {Row[] | null}
 */
export function fitRows(task, raw) {
  if (!Array.isArray(raw)) return null;
  const rows = raw.map((row) => entriesOf(row, ids(task.columns), (name, cell) => fitCell(task.columns.find(({ id }) => id === name), cell)) ?? {});
  return rows.some((row) => Object.keys(row).length > 0) ? rows : null;
}

/** @param {Column | undefined} column @param {unknown} cell */
function fitCell(column, cell) {
  if (column === undefined || typeof cell !== "string" || cell === "") return null;
  if (column.entry === "choice") return oneOf(cell, column.choices);
  if (column.entry === "date") return /^\d{4}-\d\d-\d\d$/u.test(cell) ? cell : null;
  return cell;
}

/**
 * The rows to show: those written, or as many empty ones as a plan needs.
 * @param {Task} task
 * @param {Row[] | null} rows
 * @returns {Row[]}
 */
export function shownRows(task, rows) {
  return rows ?? Array.from({ length: task.least }, () => ({}));
}

/**
 * How many cells are still empty, in the rows that are shown.
 * @param {Task} task
 * @param {Row[]} rows
 */
export function gapsOf(task, rows) {
  const filled = rows.reduce((sum, row) => sum + Object.values(row).filter((cell) => cell.trim() !== "").length, 0);
  return rows.length * task.columns.length - filled;
}

/**
 * Whether enough rows are there and each of them is whole.
 * @param {Task} task
 * @param {Row[]} rows
 */
export function isWhole(task, rows) {
  return rows.length >= task.least && gapsOf(task, rows) === 0;
}
