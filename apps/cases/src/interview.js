/** An interview: where it stands, and each thing one may do in it. Nothing in it is undone. */

import { oneOf, someOf } from "./fits.js";

/** @typedef {import("./types.js").Simulation} Task */
/** @typedef {import("./types.js").Node} Node */
/** @typedef {[string, string[]]} Visit a node and the moves made there */
/**
 * Visits in order; `at` is the node where the interview stands, which is in the path only once
 * something was gathered or decided there, or could be.
 * @typedef {{path: Visit[], at: string}} Way
 */

/** @param {Task} task @param {string | null} id @returns {Node | undefined} */
export function nodeOf(task, id) {
  return task.nodes.find((node) => node.id === id);
}

/** Whether a node is an end. @param {Node} node */
function isEnd(node) {
  return node.moves.length === 0;
}

/** @param {Task} task @param {Way} way */
export function isOver(task, way) {
  const node = nodeOf(task, way.at);
  return node === undefined || isEnd(node);
}

/** The interview begun. @param {Task} task @returns {Way} */
export function begun(task) {
  return entered(task, [], task.nodes[0]?.id ?? null);
}

/** What was asked so far where the interview stands. @param {Way} way @returns {string[]} */
export function askedAt(way) {
  const [name, moves] = way.path.at(-1) ?? ["", []];
  return name === way.at ? moves : [];
}

/**
 * The way with one more thing asked at a gathering node.
 * @param {Way} way
 * @param {string} move
 * @returns {Way}
 */
export function asked(way, move) {
  const moves = [...new Set([...askedAt(way), move])];
  return { ...way, path: [...way.path.filter(([name]) => name !== way.at), [way.at, moves]] };
}

/**
 * The way gone on from a gathering node, after which one cannot come back to it.
 * @param {Task} task
 * @param {Way} way
 * @returns {Way}
 */
export function goneOn(task, way) {
  return entered(task, way.path, nodeOf(task, way.at)?.next ?? null);
}

/**
 * The way with what was decided.
 * @param {Task} task
 * @param {Way} way
 * @param {string} move
 * @returns {Way}
 */
export function decided(task, way, move) {
  const node = nodeOf(task, way.at);
  const made = node?.moves.find(({ id }) => id === move);
  return made === undefined ? way : entered(task, [...way.path, [way.at, [move]]], made.next ?? node?.next ?? null);
}

/** @param {Task} task @param {Visit[]} path @param {string | null} at @returns {Way} */
function entered(task, path, at) {
  const node = nodeOf(task, at);
  if (node === undefined) return { path, at: path.at(-1)?.[0] ?? "" };
  return { path: isEnd(node) || node.axis === "gathering" ? [...path, [node.id, []]] : path, at: node.id };
}

/**
 * As much of a kept way as follows from the first node.
 * @param {Task} task
 * @param {any} raw
 * @returns {Way | null}
 */
export function fit(task, raw) {
  if (!Array.isArray(raw?.path)) return null;
  let way = begun(task);
  for (const visit of raw.path) {
    const node = nodeOf(task, way.at);
    if (node === undefined || isEnd(node) || !Array.isArray(visit)) break;
    const [name, moves] = visit;
    if (node.axis === "gathering" && name !== node.id && name === node.next) way = goneOn(task, way);
    const here = nodeOf(task, way.at);
    if (here === undefined || isEnd(here) || name !== here.id) break;
    const made = someOf(moves, here.moves);
    if (here.axis === "gathering") way = made.reduce(asked, way);
    else if (made.length === 1) way = decided(task, way, /** @type {string} */ (made[0]));
  }
  const here = nodeOf(task, way.at);
  const leftIt = here !== undefined && here.axis === "gathering" && raw.at !== here.id && oneOf(raw.at, task.nodes) === here.next;
  return leftIt ? goneOn(task, way) : way;
}
