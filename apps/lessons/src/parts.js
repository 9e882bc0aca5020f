/** Pieces that several kinds of activity are made of. */

import { drawing, fill, h } from "../../web/dom.js";
import { ICONS } from "../../web/icons.js";
import { inline, paragraphs } from "./prose.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../../web/dom.js").Child} Child */
/** @typedef {"right" | "wrong" | "missed"} Tone */

const ARROWS = { up: "M12 20V5M6 11l6-6 6 6", down: "M12 4v15M6 13l6 6 6-6" };
const CROSS = "M6 6l12 12M18 6L6 18";
const MISSED = "M12 3a9 9 0 1 0 .01 0M12 7v6M12 16.5h.01";

/**
 * A few words that say how something went, with a sign that does not rest on colour.
 * @param {Tone} tone
 * @param {string} words
 * @returns {HTMLElement}
 */
export function verdict(tone, words) {
  const path = { right: ICONS.check, wrong: CROSS, missed: MISSED }[tone];
  return h("p", { class: `pc-verdict pc-${tone}` }, drawing(path), h("span", null, words));
}

/**
 * A button.
 * @param {string} words
 * @param {() => void} onclick
 * @param {string} [look] classes
 * @returns {HTMLButtonElement}
 */
export function button(words, onclick, look = "") {
  return h("button", { type: "button", class: `pc-button ${look}`.trim(), onclick }, words);
}

/**
 * Put nodes into an element when what they say differs from what it says; screen readers then
 * speak up only for news.
 * @param {HTMLElement} element
 * @param {...(Child | Child[])} children
 */
export function tell(element, ...children) {
  const draft = h("div", null, ...children);
  if (draft.textContent !== element.textContent || draft.childElementCount !== element.childElementCount) {
    fill(element, ...draft.childNodes);
  }
  element.hidden = element.childNodes.length === 0;
}

/**
 * A document to read.
 * @param {string} title
 * @param {(Child | Child[])[]} body
 * @returns {HTMLElement}
 */
export function paper(title, ...body) {
  return h("section", { class: "pc-paper" }, h("h4", { class: "pc-paper-title" }, inline(title)), ...body);
}

/**
 * Paragraphs under a small heading.
 * @param {string} heading
 * @param {string | null | undefined} text
 * @returns {HTMLElement}
 */
export function closing(heading, text) {
  return h("div", { class: "pc-closing" }, h("p", { class: "pc-label" }, heading), paragraphs(text));
}

/**
 * Move the keyboard to an element that is no control.
 * @param {HTMLElement} element
 */
export function focusOn(element) {
  element.tabIndex = -1;
  element.focus({ preventScroll: false });
}

/**
 * A button with an arrow that moves something by one place.
 * @param {"up" | "down"} way
 * @param {string} words what it moves, for assistive technology
 * @param {() => void} onclick
 * @returns {HTMLButtonElement}
 */
export function mover(way, words, onclick) {
  return h("button", { type: "button", class: "pc-button pc-mover", "aria-label": words, title: words, onclick }, drawing(ARROWS[way]));
}

/**
 * Put nodes into a list in that order. Moving a node takes the keyboard away from it; it gets it back.
 * @param {HTMLElement} list
 * @param {Node[]} nodes
 */
export function arrange(list, nodes) {
  const focused = document.activeElement;
  const inside = focused instanceof HTMLElement && list.contains(focused);
  list.replaceChildren(...nodes);
  if (inside) focused.focus();
}
