/** Figures worked out from tables: typed here, or left to the cells of the notebook. */

import { h } from "../../web/dom.js";
import { inline } from "../../lessons/src/prose.js";
import { numberField } from "./field.js";
import { entriesOf, reachOfParts, withEntry } from "./fits.js";
import { finite } from "./number.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./types.js").Compute} Task */

/** @type {import("./types.js").Kind} */
export const compute = {
  fit: (task, raw) => entriesOf(raw, namesOf(task), (_, value) => finite(value)),
  reach: (task, answer) => reachOfParts(Object.keys(answer).length, task.values.length),
  view,
};

/** @param {Task} task */
function namesOf(task) {
  return task.values.map(({ name }) => name);
}

/** @param {Desk} desk @param {Task} task */
function view(desk, task) {
  const { t, tn } = desk.voice;
  const files = task.data.map((file) => {
    const address = desk.around.dataUrl?.(file) ?? null;
    return h("li", null, address === null ? h("code", null, file) : h("a", { href: address, download: file }, file));
  });
  const cells = desk.around.notebook ? h("p", { class: "pk-hint" }, t("Type the figures, or let the cells of this notebook work them out: where a field is empty, the figure of the cells is taken.")) : null;
  const fields = task.values.map((value) => {
    const id = desk.id(task.id, value.name);
    const take = (/** @type {number | null} */ figure) => desk.give(task, withEntry(desk.answer(task), value.name, figure));
    const field = numberField(desk, { id, unit: value.unit, value: desk.answer(task)?.[value.name] ?? null, take, named: {} });
    const points = h("span", { class: "pk-points" }, tn("{n} point", "{n} points", value.points));
    return h("li", { class: "pk-value" }, h("label", { for: id, class: "pc-question" }, inline(desk.say(value.label))), points, h("div", null, field));
  });
  return [
    files.length > 0 ? h("div", { class: "pk-data" }, h("span", null, tn("Table:", "Tables:", files.length)), h("ul", { role: "list" }, files)) : null,
    cells,
    h("ul", { class: "pk-values", role: "list" }, fields),
  ];
}
