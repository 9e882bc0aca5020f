/** Choose one, or all that fit. */

import { h } from "../../web/dom.js";
import { button } from "../../lessons/src/parts.js";
import { inline } from "../../lessons/src/prose.js";
import { oneOf, someOf } from "./fits.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./types.js").Choose} Task */
/** @typedef {import("./types.js").Named} Named */

/** @type {import("./types.js").Kind} */
export const choose = {
  fit: (task, raw) => oneOf(raw, task.options),
  reach: () => "done",
  view: viewOne,
};

/** @type {import("./types.js").Kind} */
export const several = {
  fit(task, raw) {
    const chosen = someOf(raw, task.options);
    return chosen.length > 0 ? chosen : null;
  },
  reach: () => "done",
  view: viewSeveral,
};

/** @param {Desk} desk @param {Task} task */
function viewOne(desk, task) {
  const { t } = desk.voice;
  const name = desk.id(task.id, "option");
  const lines = task.options.map((option) => {
    const input = h("input", { type: "radio", name, checked: desk.answer(task) === option.id, onchange: () => desk.give(task, option.id) });
    return { input, node: line(desk, option, input) };
  });
  const back = button(
    t("Take my answer back"),
    () => {
      for (const { input } of lines) input.checked = false;
      desk.give(task, null);
      lines[0]?.input.focus();
    },
    "pc-quiet",
  );
  const update = () => (back.hidden = desk.answer(task) === null);
  desk.listen(update);
  update();
  const list = h("div", { class: "pk-options", role: "radiogroup", "aria-labelledby": desk.id(task.id, "prompt") }, lines.map(({ node }) => node));
  return [list, h("div", { class: "pc-actions" }, back)];
}

/** @param {Desk} desk @param {Task} task */
function viewSeveral(desk, task) {
  const { t } = desk.voice;
  const boxes = task.options.map((option) => {
    const checked = (desk.answer(task) ?? []).includes(option.id);
    return { id: option.id, option, input: h("input", { type: "checkbox", checked, onchange: take }) };
  });
  function take() {
    const chosen = boxes.filter(({ input }) => input.checked).map(({ id }) => id);
    desk.give(task, chosen.length > 0 ? chosen : null);
  }
  const hint = h("p", { class: "pk-hint", id: desk.id(task.id, "hint") }, t("A wrong choice takes back what a right one earned."));
  const named = { role: "group", "aria-labelledby": desk.id(task.id, "prompt"), "aria-describedby": hint.id };
  return [hint, h("div", { class: "pk-options", ...named }, boxes.map(({ option, input }) => line(desk, option, input)))];
}

/**
 * A line to choose: the whole of it can be pressed.
 * @param {Desk} desk
 * @param {Named} option
 * @param {HTMLInputElement} input
 */
export function line(desk, option, input) {
  return h("label", { class: "pk-option" }, input, h("span", null, inline(desk.say(option.text))));
}
