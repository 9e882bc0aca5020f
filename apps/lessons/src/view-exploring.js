/** Changing what is counted, on the page: the choices, the table they give, and the look back. */

import { h } from "../../web/dom.js";
import { restarting } from "./bar.js";
import { begin, chosen, ENOUGH, isDone, restore, resultOf } from "./exploring.js";
import { button, closing, focusOn, tell } from "./parts.js";
import { inline } from "./prose.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** @type {import("./types.js").Kind} */
export const exploring = { begin, restore, isDone, view };

/** @param {Desk} desk @returns {import("./types.js").View} */
function view(desk) {
  const { spec } = desk;
  const { t, tn } = desk.voice;
  const groups = spec.controls.map((/** @type {any} */ control) => group(desk, control));
  const place = h("div", { class: "pc-result", role: "region", tabindex: 0, "aria-label": t("Result") });
  const count = h("p", { class: "pc-small", role: "status" });
  const back = h("div", { class: "pc-outcome" });
  const look = button(
    t("Look back"),
    () => {
      desk.change({ shown: true });
      focusOn(back);
    },
    "pc-primary",
  );
  const again = restarting(desk);
  function update() {
    const { state } = desk;
    for (const input of /** @type {HTMLInputElement[]} */ (groups.flatMap((/** @type {HTMLElement} */ one) => [...one.querySelectorAll("input")]))) {
      input.checked = state.choices[input.dataset.control ?? ""] === input.value;
    }
    place.replaceChildren(table(resultOf(spec, state)));
    tell(count, tn("{n} result seen of {all}", "{n} results seen of {all}", state.seen.length, { all: spec.results.length }));
    look.hidden = state.shown || state.seen.length < ENOUGH;
    again.hidden = state.seen.length < ENOUGH && !state.shown;
    tell(back, state.shown ? closing(t("Looking back"), spec.debrief) : null);
  }
  return { nodes: [...groups, place, count, back, h("div", { class: "pc-actions" }, look, again)], update };
}

/** @param {Desk} desk @param {any} control @returns {HTMLElement} */
function group(desk, control) {
  const take = (/** @type {string} */ option) => desk.change(chosen(desk.spec, desk.state, control.id, option));
  return h(
    "fieldset",
    { class: "pc-control" },
    h("legend", null, inline(control.label)),
    control.options.map((/** @type {{id: string, text: string}} */ option) =>
      h(
        "label",
        { class: "pc-pick" },
        h("input", { type: "radio", name: desk.id(control.id), value: option.id, "data-control": control.id, onchange: () => take(option.id) }),
        h("span", null, inline(option.text)),
      ),
    ),
  );
}

/** @param {{heads: string[], rows: string[][]} | null} result @returns {HTMLElement} */
function table(result) {
  const { heads, rows } = result ?? { heads: [], rows: [] };
  return h(
    "table",
    null,
    h("thead", null, h("tr", null, heads.map((head, place) => (place === 0 ? h("td") : h("th", { scope: "col" }, head))))),
    h("tbody", null, rows.map(([label, ...values]) => h("tr", null, h("th", { scope: "row" }, label), values.map((value) => h("td", null, value))))),
  );
}
