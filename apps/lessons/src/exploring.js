/** Changing what is counted: which result is shown, and which have been seen. */

/** @typedef {import("./types.js").Explore} Spec */
/** @typedef {{choices: Record<string, string>, seen: string[], tries: number, shown: boolean}} State */

// One result shows nothing of what a choice does; two do.
export const ENOUGH = 2;

/** @param {Spec} spec @returns {State} */
export function begin(spec) {
  const choices = Object.fromEntries(spec.controls.map(({ id, options }) => [id, options[0]?.id ?? ""]));
  return { choices, seen: [nameOf(spec, choices)], tries: 0, shown: false };
}

/** @param {Spec} spec @param {Record<string, any>} kept @returns {State} */
export function restore(spec, kept) {
  const fresh = begin(spec);
  const fits = (/** @type {{id: string, options: {id: string}[]}} */ { id, options }) => options.some((one) => one.id === kept.choices?.[id]);
  const choices = Object.fromEntries(spec.controls.map((one) => [one.id, fits(one) ? kept.choices[one.id] : fresh.choices[one.id]]));
  const names = new Set(spec.results.map((result) => nameOf(spec, result.choices)));
  const seen = Array.isArray(kept.seen) ? kept.seen.filter((name) => names.has(name)) : [];
  return withSeen(spec, { choices, seen, tries: seen.length > 1 ? 1 : 0, shown: kept.shown === true });
}

/** @param {Spec} _ @param {State} state @returns {boolean} */
export function isDone(_, state) {
  return state.shown;
}

/**
 * The state after one control was changed.
 * @param {Spec} spec
 * @param {State} state
 * @param {string} control
 * @param {string} option
 * @returns {State}
 */
export function chosen(spec, state, control, option) {
  return withSeen(spec, { ...state, choices: { ...state.choices, [control]: option }, tries: 1 });
}

/** The result of the choices made. @param {Spec} spec @param {State} state */
export function resultOf(spec, state) {
  const name = nameOf(spec, state.choices);
  return spec.results.find((result) => nameOf(spec, result.choices) === name) ?? null;
}

/** @param {Spec} spec @param {State} state @returns {State} */
function withSeen(spec, state) {
  const name = nameOf(spec, state.choices);
  return state.seen.includes(name) ? state : { ...state, seen: [...state.seen, name] };
}

/** @param {Spec} spec @param {Record<string, string>} choices @returns {string} */
function nameOf(spec, choices) {
  return spec.controls.map(({ id }) => choices[id]).join("/");
}
