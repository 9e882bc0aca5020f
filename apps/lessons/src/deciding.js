/** Rounds in which one of a few options is best. */

import { mixed } from "./mixing.js";

/** @typedef {import("./types.js").Decide} Spec */
/** @typedef {import("./types.js").Round} Round */
/** @typedef {{tried: Record<string, string[]>, reached: number}} State options tried in each round; rounds gone on to */

/** @returns {State} */
export function begin() {
  return { tried: {}, reached: 0 };
}

/**
 * @param {Spec} spec
 * @param {Record<string, any>} kept
 * @returns {State}
 */
export function restore(spec, kept) {
  const tried = Object.fromEntries(
    spec.rounds.map(({ id, options }) => {
      const given = Array.isArray(kept.tried?.[id]) ? kept.tried[id] : [];
      return [id, [...new Set(given)].filter((one) => options.some((option) => option.id === one))];
    }),
  );
  let reached = 0;
  const wanted = Number.isInteger(kept.reached) ? kept.reached : 0;
  while (reached < wanted && reached + 1 < spec.rounds.length && isOver(spec.rounds[reached], { tried, reached })) reached += 1;
  return { tried, reached };
}

/**
 * Whether the best option of a round has been found.
 * @param {Round | undefined} round
 * @param {State} state
 */
export function isOver(round, state) {
  return round !== undefined && round.options.some(({ id, best }) => best === true && (state.tried[round.id] ?? []).includes(id));
}

/**
 * The options of a round, in the order shown.
 * @param {Spec} spec
 * @param {Round} round
 */
export function optionsOf(spec, round) {
  return mixed(round.options, `${spec.id} ${round.id}`);
}

/**
 * @param {Spec} spec
 * @param {State} state
 */
export function isDone(spec, state) {
  return spec.rounds.every((round) => isOver(round, state));
}
