// What a lesson adds to the toolbar: home, the reading view, the other language.

import { wordsOf, otherThan } from "./words.js";

/** @typedef {import("./types.js").About} About */

/**
 * @typedef {object} Doing
 * @property {() => void} home
 * @property {() => void} other
 * @property {(on: boolean) => void} page
 */

/**
 * The buttons, in the order they stand in.
 * @param {About} about
 * @param {{home: boolean, page: boolean}} shown
 * @param {Doing} doing
 * @returns {[name: string, node: HTMLElement][]}
 */
export function buttons({ lang, other }, shown, doing) {
  const words = wordsOf(lang);
  /** @type {[string, HTMLElement][]} */
  const found = [];
  if (shown.home) found.push(["home", button(words.home, words.homeTitle, doing.home)]);
  const view = button(words.page, words.pageTitle, () => {
    const on = view.firstElementChild?.getAttribute("aria-pressed") !== "true";
    view.firstElementChild?.setAttribute("aria-pressed", String(on));
    doing.page(on);
  });
  view.firstElementChild?.setAttribute("aria-pressed", String(shown.page));
  found.push(["view", view]);
  if (other) {
    const node = button(words.other, words.otherTitle, doing.other);
    node.firstElementChild?.setAttribute("lang", otherThan(lang));
    found.push(["other", node]);
  }
  return found;
}

/**
 * @param {string} label
 * @param {string} title
 * @param {() => void} press
 */
function button(label, title, press) {
  const item = document.createElement("div");
  item.className = "parcours-bar-item";
  const node = document.createElement("button");
  node.type = "button";
  node.className = "parcours-bar-button";
  node.textContent = label;
  node.title = title;
  node.addEventListener("click", press);
  item.append(node);
  return item;
}
