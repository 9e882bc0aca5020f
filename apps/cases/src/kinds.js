/** The kinds of task, and what holds for answers of any kind. */

import { choose, several } from "./options.js";
import { compute } from "./compute.js";
import { grid } from "./grid.js";
import { match } from "./match.js";
import { figure } from "./number.js";
import { order } from "./order.js";
import { plan } from "./plan.js";
import { simulation } from "./simulation.js";
import { text } from "./text.js";

/** @typedef {import("./types.js").Answers} Answers */
/** @typedef {import("./types.js").Task} Task */

/** @type {Record<string, import("./types.js").Kind>} */
export const KINDS = { choose, several, order, match, number: figure, grid, plan, short: text, long: text, simulation, compute };

/**
 * The answers that fit their tasks.
 * @param {Task[]} tasks
 * @param {unknown} answers
 * @returns {Answers}
 */
export function fitting(tasks, answers) {
  const given = recordOf(answers);
  const found = tasks.map((task) => [task.id, KINDS[task.kind]?.fit(task, given[task.id] ?? null) ?? null]);
  return Object.fromEntries(found.filter(([, answer]) => answer !== null));
}

/**
 * How far a task is answered.
 * @param {Task} task
 * @param {any} answer null for none
 * @returns {import("./types.js").Reach}
 */
export function reachOf(task, answer) {
  return answer === null ? "none" : (KINDS[task.kind]?.reach(task, answer) ?? "none");
}

/** @param {unknown} value @returns {Record<string, any>} */
function recordOf(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}
