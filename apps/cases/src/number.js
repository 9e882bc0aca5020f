/** Work out a figure. */

import { numberField } from "./field.js";

/** @type {import("./types.js").Kind} */
export const figure = {
  fit: (_, raw) => finite(raw),
  reach: () => "done",
  view: (desk, task) =>
    numberField(desk, {
      id: desk.id(task.id, "number"),
      unit: task.unit,
      value: desk.answer(task),
      take: (value) => desk.give(task, value),
      named: { "aria-labelledby": desk.id(task.id, "prompt") },
    }),
};

/**
 * The value when it is a number that can be kept.
 * @param {unknown} value
 * @returns {number | null}
 */
export function finite(value) {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
