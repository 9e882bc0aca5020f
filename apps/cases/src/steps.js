/** A step on the page: what happens, what arrives with it, what is asked, and the way on. */

import { fill, h } from "../../web/dom.js";
import { button } from "../../lessons/src/parts.js";
import { inline, paragraphs } from "../../lessons/src/prose.js";
import { paperOf } from "./documents.js";
import { KINDS } from "./kinds.js";
import { reachName } from "./summary.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./types.js").Step} Step */
/** @typedef {import("./types.js").Task} Task */

const LENGTHY = 160; // characters of a prompt from which it is not set in bold

/**
 * @param {Desk} desk
 * @param {Step} step
 * @param {{next: () => void, jump: (task: Task) => void}} ways
 * @returns {HTMLElement}
 */
export function stepOf(desk, step, ways) {
  const { t, number } = desk.voice;
  const index = desk.half.steps.indexOf(step);
  const place = t("Step {n} of {all}", { n: number(index + 1), all: number(desk.half.steps.length) });
  const title = h("h3", { class: "pk-step-title", id: desk.id("step", step.id) }, h("span", { class: "pk-step-place" }, place), " ", inline(desk.say(step.title)));
  const papers = desk.half.documents.filter(({ id }) => step.documents.includes(id)).map((document) => paperOf(desk, document, "step"));
  const tasks = desk.tasks.filter((task) => task.step === step.id);
  return h(
    "section",
    { class: "pk-step", "aria-labelledby": title.id },
    title,
    h("div", { class: "pk-story" }, paragraphs(desk.say(step.text))),
    papers.length > 0 ? h("div", { class: "pk-papers" }, papers) : null,
    tasks.map((task) => taskOf(desk, task)),
    index + 1 < desk.half.steps.length ? wayOn(desk, index, tasks, ways) : null,
  );
}

/** @param {Desk} desk @param {Task} task */
function taskOf(desk, task) {
  const { t, tn, number } = desk.voice;
  const state = h("span", { class: "pk-state" });
  const title = h("h4", { class: "pk-task-title", id: desk.id(task.id, "task") }, t("Task {n}", { n: number(desk.place(task)) }));
  const head = h("header", { class: "pk-task-head" }, title, h("span", { class: "pk-points" }, tn("{n} point", "{n} points", task.points)), state);
  const words = desk.say(task.prompt);
  const prompt = h("div", { class: words.length > LENGTHY ? "pk-prompt pk-lengthy" : "pk-prompt", id: desk.id(task.id, "prompt") }, paragraphs(words));
  const update = () => {
    state.textContent = reachName(desk, task);
    state.dataset.reach = desk.reach(task);
  };
  desk.listen(update);
  update();
  const body = h("div", { class: `pk-task-body pk-${task.kind}` }, KINDS[task.kind]?.view(desk, task) ?? []);
  return h("section", { class: "pk-task", "aria-labelledby": title.id }, head, prompt, body);
}

/** The button to the next step, and what is left behind. @param {Desk} desk @param {number} index @param {Task[]} tasks @param {{next: () => void, jump: (task: Task) => void}} ways */
function wayOn(desk, index, tasks, { next, jump }) {
  const { t } = desk.voice;
  const said = h("div", { class: "pk-left" });
  const node = h("div", { class: "pk-way-on" }, said, h("div", { class: "pc-actions" }, button(t("Go on"), next, "pc-primary")));
  function update() {
    const isLast = desk.reached === index + 1;
    node.hidden = !isLast;
    if (isLast) fill(said, left(desk, tasks, jump));
  }
  desk.listen(update);
  update();
  return node;
}

/** @param {Desk} desk @param {Task[]} tasks @param {(task: Task) => void} jump */
function left(desk, tasks, jump) {
  const { t, number } = desk.voice;
  const open = tasks.filter((task) => desk.reach(task) !== "done");
  const later = t("You can still change your answers after you go on.");
  if (open.length === 0) return h("p", null, t("All tasks of this step are answered."), " ", later);
  const links = open.map((task) => button(t("Task {n}", { n: number(desk.place(task)) }), () => jump(task), "pc-quiet"));
  return [h("p", { class: "pk-left-line" }, t("Still to answer:"), links), h("p", null, later)];
}
