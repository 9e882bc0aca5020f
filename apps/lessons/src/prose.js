/** The little markup that texts of a lesson hold: paragraphs, line breaks, `*words*`, `**words**`. */

import { h } from "../../web/dom.js";

/** @typedef {{text: string, mark: "em" | "strong" | null}} Run */

const EMPHASIS = /\*\*(\S(?:.*?\S)?)\*\*|\*(\S(?:[^*]*?[^*\s])?)\*/su;

/**
 * Runs of plain and emphasised text.
 * @param {string} text
 * @returns {Run[]}
 */
export function runs(text) {
  /** @type {Run[]} */
  const found = [];
  let rest = text;
  for (let match = EMPHASIS.exec(rest); match !== null; match = EMPHASIS.exec(rest)) {
    if (match.index > 0) found.push({ text: rest.slice(0, match.index), mark: null });
    found.push(match[1] === undefined ? { text: match[2] ?? "", mark: "em" } : { text: match[1], mark: "strong" });
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest !== "") found.push({ text: rest, mark: null });
  return found;
}

/**
 * The words alone, for names that assistive technology reads.
 * @param {string} text
 * @returns {string}
 */
export function plain(text) {
  const words = runs(text).map((run) => (run.mark === null ? run.text : plain(run.text)));
  return words.join("").replace(/\s+/gu, " ").trim();
}

/**
 * The text as nodes; nothing in it is taken for HTML.
 * @param {string} text
 * @returns {Node[]}
 */
export function inline(text) {
  return runs(text).flatMap((run) => (run.mark === null ? broken(run.text) : [h(run.mark, null, inline(run.text))]));
}

/**
 * The paragraphs of a text.
 * @param {string | null | undefined} text
 * @returns {HTMLElement[]}
 */
export function paragraphs(text) {
  const parts = (text ?? "").trim().split(/\n\s*\n/u);
  return parts.filter((part) => part !== "").map((part) => h("p", null, inline(part.trim())));
}

/** @param {string} text @returns {Node[]} */
function broken(text) {
  const lines = text.split("\n");
  return lines.flatMap((line, index) => (index === 0 ? [new Text(line)] : [h("br"), new Text(line)]));
}
