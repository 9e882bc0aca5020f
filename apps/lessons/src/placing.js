/** Rows that each take one of the same choices: sort cards, match sides, compare documents. */

import { mixed } from "./mixing.js";

/** @typedef {import("./types.js").Classify | import("./types.js").Match | import("./types.js").Compare} Spec */
/** @typedef {{id: string, text: string, answer: string, why: string}} Row */
/** @typedef {Record<string, string>} Answers the choice of each row answered */
/** @typedef {import("./types.js").Tried & {answers: Answers, checked: Answers}} State */
/** @typedef {"right" | "wrong" | null} Mark null: not checked as it is now */

export const VERDICTS = ["first", "second", "both", "neither"];

/**
 * The rows, in the order shown.
 * @param {Spec} spec
 * @returns {Row[]}
 */
export function rowsOf(spec) {
  if (spec.kind === "classify") {
    const rows = spec.cards.map(({ id, text, bin, why }) => ({ id, text, answer: bin, why }));
    return mixed(rows, spec.id);
  }
  if (spec.kind === "compare") return spec.statements.map(({ id, text, answer, why }) => ({ id, text, answer, why }));
  // Two left sides may share one right side: the first of them lends it its id.
  const holder = (/** @type {string} */ right) => spec.pairs.find((pair) => pair.right === right)?.id ?? "";
  return spec.pairs.map(({ id, left, right, why }) => ({ id, text: left, answer: holder(right), why }));
}

/**
 * The right sides of a match, mixed, each once.
 * @param {import("./types.js").Match} spec
 * @returns {import("./types.js").Named[]}
 */
export function rightSides(spec) {
  const rights = spec.pairs.map(({ id, right }) => ({ id, text: right }));
  const once = rights.filter(({ text }, index) => rights.findIndex((other) => other.text === text) === index);
  return mixed([...once, ...(spec.extra ?? [])], spec.id);
}

/**
 * The ids of the choices every row has.
 * @param {Spec} spec
 * @returns {string[]}
 */
export function choiceIds(spec) {
  if (spec.kind === "classify") return spec.bins.map(({ id }) => id);
  return spec.kind === "match" ? rightSides(spec).map(({ id }) => id) : VERDICTS;
}

/** @returns {State} */
export function begin() {
  return { answers: {}, checked: {}, tries: 0, shown: false };
}

/**
 * What was kept, less what this text does not know.
 * @param {Spec} spec
 * @param {Record<string, any>} kept
 * @returns {State}
 */
export function restore(spec, kept) {
  return {
    answers: known(spec, kept.answers),
    checked: known(spec, kept.checked),
    tries: Number.isInteger(kept.tries) ? kept.tries : 0,
    shown: kept.shown === true,
  };
}

/**
 * How an answer did when it was last checked.
 * @param {Row} row
 * @param {State} state
 * @returns {Mark}
 */
export function markOf(row, state) {
  const given = state.answers[row.id];
  if (given === undefined || given !== state.checked[row.id]) return null;
  return given === row.answer ? "right" : "wrong";
}

/**
 * How many rows the last check found right, and how many have no answer.
 * @param {Spec} spec
 * @param {State} state
 */
export function tally(spec, state) {
  const rows = rowsOf(spec);
  return {
    right: rows.filter((row) => state.checked[row.id] === row.answer).length,
    open: rows.filter((row) => state.answers[row.id] === undefined).length,
    all: rows.length,
  };
}

/**
 * @param {Spec} spec
 * @param {State} state
 */
export function isDone(spec, state) {
  const { right, all } = tally(spec, state);
  return state.shown || (state.tries > 0 && right === all);
}

/** @param {Spec} spec @param {unknown} kept @returns {Answers} */
function known(spec, kept) {
  const choices = choiceIds(spec);
  const given = Object.entries(kept !== null && typeof kept === "object" ? kept : {});
  const rows = new Set(rowsOf(spec).map(({ id }) => id));
  return Object.fromEntries(given.filter(([row, choice]) => rows.has(row) && choices.includes(choice)));
}
