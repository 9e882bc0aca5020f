/** Steps to put in order, on the page: each moves by two buttons. */

import { h } from "../../web/dom.js";
import { bar } from "./bar.js";
import { arrange, closing, mover, verdict } from "./parts.js";
import { begin, inPlace, isDone, moved, restore, wrongPairs } from "./ordering.js";
import { inline, plain } from "./prose.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./types.js").Named} Named */

/** @type {import("./types.js").Kind} */
export const ordering = { begin, restore, isDone, view };

/** @param {Desk} desk @returns {import("./types.js").View} */
function view(desk) {
  const { t } = desk.voice;
  const said = h("p", { class: "pc-visually-hidden", role: "status" });
  const rows = new Map(desk.spec.steps.map((/** @type {Named} */ step) => [step.id, rowView(desk, step, said)]));
  const list = h("ol", { class: "pc-steps" });
  const foot = bar(desk, {
    check: t("Check"),
    onCheck() {
      desk.change({ checked: desk.state.order, tries: desk.state.tries + 1 });
      return null;
    },
    onShow: () => desk.change({ shown: true, order: desk.spec.steps.map((/** @type {Named} */ { id }) => id) }),
    outcome: () => outcome(desk),
  });
  function update() {
    const { order } = desk.state;
    const places = [...list.children].map((node) => /** @type {HTMLElement} */ (node).dataset.step);
    if (places.join() !== order.join()) arrange(list, order.map((/** @type {string} */ id) => rows.get(id)?.node));
    for (const [index, id] of order.entries()) rows.get(id)?.update(index, order.length);
    foot.update();
  }
  return { nodes: [list, said, ...foot.nodes], update };
}

/** @param {Desk} desk @param {Named} step @param {HTMLElement} said */
function rowView(desk, step, said) {
  const { t, number } = desk.voice;
  const name = plain(step.text);
  const up = mover("up", t("Move up: {step}", { step: name }), () => move(-1));
  const down = mover("down", t("Move down: {step}", { step: name }), () => move(1));
  const buttons = h("span", { class: "pc-movers" }, up, down);
  const node = h("li", { "data-step": step.id }, h("span", { class: "pc-step-text" }, inline(step.text)), buttons);
  /** @param {-1 | 1} by */
  function move(by) {
    const order = moved(desk.state.order, step.id, by);
    if (order === desk.state.order) return;
    desk.change({ order });
    const place = number(order.indexOf(step.id) + 1);
    said.textContent = t("{step}: now {place} of {all}", { step: name, place, all: number(order.length) });
  }
  /** @param {number} index @param {number} all */
  function update(index, all) {
    up.setAttribute("aria-disabled", String(index === 0));
    down.setAttribute("aria-disabled", String(index === all - 1));
    buttons.hidden = desk.done;
  }
  return { node, update };
}

/** @param {Desk} desk @returns {Node[]} */
function outcome({ spec, state, done, voice: { t, number } }) {
  if (done) {
    const words = state.shown ? t("The right order is shown above.") : t("All in the right order.");
    return [verdict(state.shown ? "missed" : "right", words), ...free(spec, t), closing(t("Why this order"), spec.why)];
  }
  if (state.checked === null) return [];
  const texts = new Map(spec.steps.map((/** @type {Named} */ { id, text }) => [id, plain(text)]));
  const pairs = wrongPairs(spec, state.checked).map(([first, second]) =>
    h("li", null, t("“{first}” does not come before “{second}”: it comes after.", { first: texts.get(first) ?? "", second: texts.get(second) ?? "" })),
  );
  const kept = inPlace(spec, state.checked);
  const all = number(spec.steps.length);
  const summary =
    kept === 1
      ? t("Every step is on the wrong side of the others.")
      : t("{n} of {all} steps are already in the right order with one another.", { n: number(kept), all });
  return [h("p", null, summary), h("ul", null, pairs)];
}

/** Steps that may change places. @param {import("./types.js").Order} spec @param {Desk["voice"]["t"]} t @returns {Node[]} */
function free(spec, t) {
  const texts = new Map(spec.steps.map(({ id, text }) => [id, text]));
  return (spec.ties ?? []).map((group) => {
    const steps = group.map((id) => h("li", null, inline(texts.get(id) ?? id)));
    return h("div", null, h("p", null, t("These may change places:")), h("ul", null, steps));
  });
}
