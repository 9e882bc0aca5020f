/** Lines of documents to tick: those that contradict each other, the official text or good practice. */

/** @typedef {import("./types.js").Contradiction} Spec */
/** @typedef {import("./types.js").Line} Line */
/** @typedef {import("./types.js").Tried & {ticked: string[]}} State */
/** @typedef {"found" | "missed" | "ticked" | null} Mark null: rightly left alone */

/** @returns {State} */
export function begin() {
  return { ticked: [], tries: 0, shown: false };
}

/**
 * @param {Spec} spec
 * @param {Record<string, any>} kept
 * @returns {State}
 */
export function restore(spec, kept) {
  const known = linesOf(spec).map(({ id }) => id);
  const ticked = Array.isArray(kept.ticked) ? known.filter((id) => kept.ticked.includes(id)) : [];
  return { ticked, tries: Number.isInteger(kept.tries) ? kept.tries : 0, shown: kept.shown === true };
}

/**
 * @param {Spec} spec
 * @returns {Line[]}
 */
export function linesOf(spec) {
  return spec.documents.flatMap(({ lines }) => lines);
}

/**
 * How a line compares with what there is to find.
 * @param {Line} line
 * @param {State} state
 * @returns {Mark}
 */
export function markOf(line, state) {
  const ticked = state.ticked.includes(line.id);
  if (line.fault === true) return ticked ? "found" : "missed";
  return ticked ? "ticked" : null;
}

/**
 * @param {Spec} spec
 * @param {State} state
 */
export function tally(spec, state) {
  const marks = linesOf(spec).map((line) => markOf(line, state));
  const count = (/** @type {Mark} */ mark) => marks.filter((one) => one === mark).length;
  return { found: count("found"), missed: count("missed"), wrongly: count("ticked") };
}

/**
 * @param {Spec} _
 * @param {State} state
 */
export function isDone(_, state) {
  return state.shown;
}
