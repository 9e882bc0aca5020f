/** Steps to put in order, some of which may change places (`ties`). */

import { mixed } from "./mixing.js";

/** @typedef {import("./types.js").Order} Spec */
/** @typedef {import("./types.js").Tried & {order: string[], checked: string[] | null}} State */

/**
 * Whether one step may stand anywhere before the other.
 * @param {Spec} spec
 * @param {string} first
 * @param {string} second
 */
export function mayPrecede(spec, first, second) {
  const ids = spec.steps.map(({ id }) => id);
  const tied = (spec.ties ?? []).some((group) => group.includes(first) && group.includes(second));
  return tied || ids.indexOf(first) < ids.indexOf(second);
}

/**
 * Pairs in the wrong order, `[the one placed first, the one placed after it]`: neighbours, or where
 * all neighbours are right, any two.
 * @param {Spec} spec
 * @param {string[]} order
 * @returns {[string, string][]}
 */
export function wrongPairs(spec, order) {
  /** @type {[string, string, number][]} */
  const wrong = [];
  for (const [index, first] of order.entries()) {
    for (const [gap, second] of order.slice(index + 1).entries()) {
      if (!mayPrecede(spec, first, second)) wrong.push([first, second, gap]);
    }
  }
  const neighbours = wrong.filter(([, , gap]) => gap === 0);
  return (neighbours.length > 0 ? neighbours : wrong).map(([first, second]) => [first, second]);
}

/**
 * How many steps could stay where they are while the others move: the most steps of which each
 * two are in a right order.
 * @param {Spec} spec
 * @param {string[]} order
 * @returns {number}
 */
export function inPlace(spec, order) {
  let most = 0;
  for (let chosen = 1; chosen < 2 ** order.length; chosen += 1) {
    const some = order.filter((_, index) => (chosen >> index) & 1);
    if (some.length > most && wrongPairs(spec, some).length === 0) most = some.length;
  }
  return most;
}

/**
 * The steps mixed, never in a right order.
 * @param {Spec} spec
 * @returns {State}
 */
export function begin(spec) {
  const ids = spec.steps.map(({ id }) => id);
  let order = ids;
  for (let turn = 0; turn < 50 && wrongPairs(spec, order).length === 0; turn += 1) order = mixed(ids, `${spec.id} ${turn}`);
  return { order, checked: null, tries: 0, shown: false };
}

/**
 * @param {Spec} spec
 * @param {Record<string, any>} kept
 * @returns {State}
 */
export function restore(spec, kept) {
  const whole = (/** @type {unknown} */ order) =>
    Array.isArray(order) && order.length === spec.steps.length && spec.steps.every(({ id }) => order.includes(id));
  if (!whole(kept.order)) return begin(spec);
  return {
    order: kept.order,
    checked: whole(kept.checked) ? kept.checked : null,
    tries: Number.isInteger(kept.tries) ? kept.tries : 0,
    shown: kept.shown === true,
  };
}

/**
 * The order with one step a place earlier (-1) or later (+1); the same where there is no such place.
 * @template T
 * @param {T[]} order
 * @param {T} one
 * @param {-1 | 1} by
 * @returns {T[]}
 */
export function moved(order, one, by) {
  const from = order.indexOf(one);
  const to = from + by;
  if (from < 0 || to < 0 || to >= order.length) return order;
  const next = order.filter((other) => other !== one);
  next.splice(to, 0, one);
  return next;
}

/**
 * @param {Spec} spec
 * @param {State} state
 */
export function isDone(spec, state) {
  return state.shown || (state.checked !== null && wrongPairs(spec, state.checked).length === 0);
}
