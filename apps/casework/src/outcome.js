/** What the server says of a case that was handed in: the mark, each task, the debrief. */

import { h } from "../../web/dom.js";
import { inLanguage, language, t } from "../../web/i18n.js";
import { lessonUrl } from "../../web/address.js";

/** @typedef {{mark_html: string, tasks: {id: string, html: string}[], texts: Record<string, string>, whole_html: string}} Outcome */

/**
 * The whole outcome.
 * @param {import("../../cases/src/types.js").Half} half
 * @param {Outcome} outcome
 * @param {{goOn: () => void, anew: () => void}} hands
 * @returns {HTMLElement}
 */
export function outcomeOf(half, outcome, { goOn, anew }) {
  const whole = h("div", { class: "case-whole" }, parsed(outcome.whole_html));
  for (const item of /** @type {NodeListOf<HTMLElement>} */ (whole.querySelectorAll("li[data-section]"))) link(item);
  return h(
    "main",
    { id: "parcours-casework", class: "document case-outcome", tabindex: -1 },
    h("p", { class: "kicker" }, t("Score and feedback")),
    h("h1", null, inLanguage(half.title)),
    h("div", { class: "case-mark" }, parsed(outcome.mark_html)),
    h("p", { class: "small muted measure" }, t("A machine scores choices, orders and figures. Compare what you wrote with what was expected: the criteria are below each text.")),
    h("h2", null, t("Task by task")),
    h("div", { class: "case-tasks" }, outcome.tasks.map((task) => taskOf(task, outcome.texts[task.id]))),
    h("h2", null, t("The whole case")),
    whole,
    h(
      "p",
      { class: "case-actions" },
      h("button", { type: "button", class: "button", onclick: goOn }, t("Go on with my answers")),
      h("button", { type: "button", class: "button", onclick: anew }, t("Begin anew")),
      h("a", { class: "button primary", href: document.documentElement.dataset.base ?? "/" }, t("Home")),
    ),
  );
}

/**
 * What is told of a task; below its question, what was written.
 * @param {{html: string}} task
 * @param {string | undefined} text
 */
function taskOf({ html }, text) {
  const node = h("div", null, parsed(html));
  if (text !== undefined) node.querySelector(".parcours-task")?.after(h("blockquote", { class: "case-text" }, h("p", { class: "small muted" }, t("You wrote:")), text));
  return node;
}

/** Handed in, and the rest comes from the instructor. @param {import("../../cases/src/types.js").Half} half */
export function handedIn(half) {
  return h(
    "main",
    { id: "parcours-casework", class: "document state", tabindex: -1 },
    h("h1", null, t("Handed in")),
    h("p", { class: "lede" }, inLanguage(half.title)),
    h("p", null, t("Your answers are kept. Score and feedback come when your instructor releases them.")),
    h("p", null, h("a", { class: "button primary", href: document.documentElement.dataset.base ?? "/" }, t("Home"))),
  );
}

/**
 * Fragments that the server has escaped, as nodes; a parsed document runs no script.
 * @param {string} html
 * @returns {Node[]}
 */
function parsed(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return [...body.childNodes].map((node) => document.importNode(node, true));
}

/** @param {HTMLElement} item names a section of a lesson */
function link(item) {
  const url = lessonUrl(item.dataset.section ?? "", language());
  if (url !== null) item.replaceChildren(h("a", { href: url }, ...item.childNodes));
}
