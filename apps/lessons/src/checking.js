/** The knowledge check: practice questions one after another. */

/** @typedef {import("./types.js").Check} Spec */
/** @typedef {import("./types.js").Item} Item */
/** @typedef {{revision: number, chosen: string[], answered: boolean}} Given */
/** @typedef {{given: Record<string, Given>, at: number}} State `at`: the question shown; as many as there are: the summary */

/** @returns {State} */
export function begin() {
  return { given: {}, at: 0 };
}

/**
 * What was kept, less the answers to questions whose wording has changed.
 * @param {Spec} spec
 * @param {Record<string, any>} kept
 * @returns {State}
 */
export function restore(spec, kept) {
  /** @type {Record<string, Given>} */
  const given = {};
  for (const { id, revision, choices } of spec.items) {
    const one = kept.given?.[id];
    if (one?.revision !== revision || !Array.isArray(one.chosen)) continue;
    const chosen = choices.map((choice) => choice.id).filter((choice) => one.chosen.includes(choice));
    if (chosen.length > 0) given[id] = { revision, chosen, answered: one.answered === true };
  }
  const open = spec.items.findIndex(({ id }) => given[id]?.answered !== true);
  const last = open < 0 ? spec.items.length : open;
  return { given, at: Number.isInteger(kept.at) && kept.at >= 0 ? Math.min(kept.at, last) : 0 };
}

/**
 * The state with the answer to one question.
 * @param {State} state
 * @param {Item} item
 * @param {{chosen?: string[], answered?: boolean}} parts
 * @returns {Record<string, Given>}
 */
export function withAnswer(state, item, parts) {
  const before = state.given[item.id] ?? { chosen: [], answered: false };
  return { ...state.given, [item.id]: { ...before, revision: item.revision, ...parts } };
}

/**
 * @param {Item} item
 * @param {State} state
 */
export function isRight(item, state) {
  const chosen = state.given[item.id]?.chosen ?? [];
  return chosen.length === item.correct.length && item.correct.every((id) => chosen.includes(id));
}

/**
 * @param {Spec} spec
 * @param {State} state
 */
export function isDone(spec, state) {
  return spec.items.every(({ id }) => state.given[id]?.answered === true);
}
