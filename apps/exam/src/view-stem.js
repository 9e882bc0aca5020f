/** The stem of a question, with its highlights. */

import { h } from "../../web/dom.js";
import { pieces } from "../../web/passages.js";

/** @typedef {import("../../web/passages.js").Span} Span */

/**
 * The nodes of some prose.
 * @param {string} prose
 * @param {Span[]} [marks] highlighted passages
 * @returns {Node[]}
 */
export function proseNodes(prose, marks = []) {
  return pieces(prose, marks).map(({ text, strong, marked }) => {
    const words = strong ? h("strong", null, text) : document.createTextNode(text);
    if (marked === null) return words;
    return h("mark", { "data-start": marked.start, "data-end": marked.end }, words);
  });
}

/**
 * The part of the element's text that is selected, without blanks at its ends, or null.
 * @param {Element} element
 * @returns {Span | null}
 */
export function selectedSpan(element) {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const selected = selection.getRangeAt(0);
  if (!selected.intersectsNode(element)) return null;
  const start = offsetIn(element, selected.startContainer, selected.startOffset, 0);
  const end = offsetIn(element, selected.endContainer, selected.endOffset, element.textContent?.length ?? 0);
  const text = (element.textContent ?? "").slice(start, end);
  const lead = text.length - text.trimStart().length;
  const span = { start: start + lead, end: start + text.trimEnd().length };
  return span.end > span.start ? span : null;
}

/**
 * The highlight under a click, or null.
 * @param {EventTarget | null} target
 * @returns {Span | null}
 */
export function clickedMark(target) {
  const mark = target instanceof Element ? target.closest("mark") : null;
  if (mark === null) return null;
  return { start: Number(mark.dataset.start), end: Number(mark.dataset.end) };
}

/**
 * Characters of the element before a point; `outside` for a point that is not in it.
 * @param {Element} element
 * @param {Node} node
 * @param {number} offset
 * @param {number} outside
 * @returns {number}
 */
function offsetIn(element, node, offset, outside) {
  if (!element.contains(node)) return outside;
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(node, offset);
  return before.toString().length;
}
