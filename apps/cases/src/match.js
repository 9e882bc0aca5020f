/** Give each thing on the left one on the right: a list of lettered targets, and a choice a line. */

import { h } from "../../web/dom.js";
import { inline } from "../../lessons/src/prose.js";
import { entriesOf, ids, oneOf, reachOfParts, withEntry } from "./fits.js";
import { selectField } from "./select.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./types.js").Match} Task */

/** @type {import("./types.js").Kind} */
export const match = {
  fit: (task, raw) => entriesOf(raw, ids(task.sources), (_, target) => oneOf(target, task.targets)),
  reach: (task, answer) => reachOfParts(Object.keys(answer).length, task.sources.length),
  view,
};

/** @param {number} index */
function letterOf(index) {
  return String.fromCodePoint(65 + index);
}

/** @param {Desk} desk @param {Task} task */
function view(desk, task) {
  const { t } = desk.voice;
  const targets = task.targets.map(({ text }, index) =>
    h("li", null, h("span", { class: "pc-letter", "aria-hidden": "true" }, letterOf(index)), h("span", null, inline(desk.say(text)))),
  );
  const choices = task.targets.map(({ id, text }, index) => ({ id, words: `${letterOf(index)}. ${desk.say(text)}` }));
  const rows = task.sources.map((source) => {
    const id = desk.id(task.id, source.id);
    const value = desk.answer(task)?.[source.id] ?? null;
    const take = (/** @type {string | null} */ target) => desk.give(task, withEntry(desk.answer(task), source.id, target));
    const field = selectField(desk, { choices, value, take, named: { id }, echo: false });
    return h("li", { class: "pk-pair" }, h("label", { for: id }, inline(desk.say(source.text))), h("div", null, field));
  });
  const legend = h("p", { class: "pk-hint" }, t("Not every letter is needed; one may serve twice."));
  return [
    h("ol", { class: "pc-sides pk-sides" }, targets),
    legend,
    h("ul", { class: "pk-pairs", role: "list", "aria-labelledby": desk.id(task.id, "prompt") }, rows),
  ];
}
