/** Put steps in order: each moves by two buttons. */

import { h } from "../../web/dom.js";
import { moved } from "../../lessons/src/ordering.js";
import { arrange, button, mover } from "../../lessons/src/parts.js";
import { inline, plain } from "../../lessons/src/prose.js";
import { someOf } from "./fits.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./types.js").Order} Task */

/** @type {import("./types.js").Kind} */
export const order = {
  fit(task, raw) {
    const ids = someOf(raw, task.steps);
    return ids.length === task.steps.length ? ids : null;
  },
  reach: () => "done",
  view,
};

/** @param {Desk} desk @param {Task} task */
function view(desk, task) {
  const { t } = desk.voice;
  const said = h("p", { class: "pc-visually-hidden", role: "status" });
  const list = h("ol", { class: "pc-steps", "aria-labelledby": desk.id(task.id, "prompt") });
  const ids = () => /** @type {string[]} */ (desk.answer(task) ?? task.steps.map(({ id }) => id));
  const rows = new Map(task.steps.map((step) => [step.id, rowView(desk, step, (by) => move(step.id, by))]));
  const hint = h("p", { class: "pk-hint" }, t("The steps are in no order yet. Move them, or keep them as they are."));
  const keep = button(t("Keep this order"), () => {
    desk.give(task, ids());
    rows.get(ids()[0] ?? "")?.down.focus();
  });
  /** @param {string} id @param {-1 | 1} by */
  function move(id, by) {
    const next = moved(ids(), id, by);
    if (next.join() === ids().join()) return;
    desk.give(task, next);
    const { number } = desk.voice;
    const step = plain(desk.say(task.steps.find((one) => one.id === id)?.text));
    said.textContent = t("{step}: now {place} of {all}", { step, place: number(next.indexOf(id) + 1), all: number(next.length) });
  }
  function update() {
    const places = [...list.children].map((node) => /** @type {HTMLElement} */ (node).dataset.step);
    if (places.join() !== ids().join()) arrange(list, ids().map((id) => /** @type {HTMLElement} */ (rows.get(id)?.node)));
    for (const [index, id] of ids().entries()) rows.get(id)?.update(index, task.steps.length);
    keep.hidden = hint.hidden = desk.answer(task) !== null;
  }
  desk.listen(update);
  update();
  return [hint, list, h("div", { class: "pc-actions" }, keep), said];
}

/** @param {Desk} desk @param {import("./types.js").Named} step @param {(by: -1 | 1) => void} move */
function rowView(desk, step, move) {
  const { t } = desk.voice;
  const name = plain(desk.say(step.text));
  const up = mover("up", t("Move up: {step}", { step: name }), () => move(-1));
  const down = mover("down", t("Move down: {step}", { step: name }), () => move(1));
  const words = h("span", { class: "pc-step-text" }, inline(desk.say(step.text)));
  const node = h("li", { "data-step": step.id }, words, h("span", { class: "pc-movers" }, up, down));
  /** @param {number} index @param {number} all */
  function update(index, all) {
    up.setAttribute("aria-disabled", String(index === 0));
    down.setAttribute("aria-disabled", String(index === all - 1));
  }
  return { node, down, update };
}
