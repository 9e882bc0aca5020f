/** What is answered and what is not: one line a task, each leading to it. */

import { fill, h } from "../../web/dom.js";
import { inline, plain } from "../../lessons/src/prose.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./types.js").Task} Task */

/**
 * How far a task is answered, in words.
 * @param {Desk} desk
 * @param {Task} task
 * @returns {string}
 */
export function reachName(desk, task) {
  const { t } = desk.voice;
  return { none: t("Not answered"), begun: t("Not complete"), done: t("Answered") }[desk.reach(task)];
}

/**
 * The number of tasks that are answered, of all.
 * @param {Desk} desk
 */
export function answeredOf(desk) {
  return { done: desk.tasks.filter((task) => desk.reach(task) === "done").length, all: desk.tasks.length };
}

/**
 * The tasks of the steps that are open, step by step, and what is still to come.
 * @param {Desk} desk
 * @param {(task: Task) => void} jump
 * @returns {{node: HTMLElement, update: () => void}}
 */
export function summaryOf(desk, jump) {
  const node = h("div", { class: "pk-summary" });
  function update() {
    const { tn, t, number } = desk.voice;
    const { done, all } = answeredOf(desk);
    const said = h("p", null, tn("{n} task of {all} is answered.", "{n} tasks of {all} are answered.", done, { all: number(all) }));
    const parts = desk.half.steps.map((step, index) => {
      const heading = h("p", { class: "pc-label" }, t("Step {n}", { n: number(index + 1) }), index < desk.reached ? [" – ", ...inline(desk.say(step.title))] : null);
      if (index >= desk.reached) return h("section", null, heading, h("p", { class: "pc-small" }, t("Not open yet.")));
      const lines = desk.tasks.filter((task) => task.step === step.id).map((task) => line(desk, task, jump));
      return h("section", null, heading, h("ul", { role: "list" }, lines));
    });
    fill(node, said, parts);
  }
  return { node, update };
}

/** @param {Desk} desk @param {Task} task @param {(task: Task) => void} jump */
function line(desk, task, jump) {
  const { t, number } = desk.voice;
  const n = number(desk.place(task));
  const words = h("span", { class: "pk-line-words" }, h("b", null, t("Task {n}", { n })), " ", plain(desk.say(task.prompt)));
  const state = h("span", { class: "pk-state", "data-reach": desk.reach(task) }, reachName(desk, task));
  return h("li", null, h("button", { type: "button", class: "pk-jump", onclick: () => jump(task) }, words, state));
}
