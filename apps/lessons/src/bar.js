/** Check, show the answer, start again: the end of every activity that is answered and tried again. */

import { h } from "../../web/dom.js";
import { button, focusOn, tell } from "./parts.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../../web/dom.js").Child} Child */

/**
 * @typedef {object} Given
 * @property {string} check words of the first button
 * @property {() => string | null} onCheck take the answers as they are; what stops that, if anything
 * @property {(() => void) | null} onShow show the answer; null where checking shows it
 * @property {() => Child | Child[]} outcome what to say below
 */

/**
 * The buttons and the place that says what came of the last check.
 * @param {Desk} desk
 * @param {Given} given
 * @returns {import("./types.js").View}
 */
export function bar(desk, { check, onCheck, onShow, outcome }) {
  const { t } = desk.voice;
  const said = h("div", { class: "pc-outcome", role: "status" });
  let refused = "";
  const checking = button(
    check,
    () => {
      said.replaceChildren(); // the same words as last time are news again
      refused = onCheck() ?? "";
      if (refused !== "") update();
      else if (desk.done) focusOn(said);
    },
    "pc-primary",
  );
  const showing = button(t("Show the answer"), () => {
    onShow?.();
    focusOn(said);
  });
  const again = restarting(desk);
  function update() {
    const begun = desk.state.tries > 0;
    checking.hidden = desk.done;
    showing.hidden = desk.done || !begun || onShow === null;
    again.hidden = !begun && !desk.done;
    tell(said, refused === "" ? outcome() : h("p", { class: "pc-refusal" }, refused));
    refused = "";
  }
  return { nodes: [said, h("div", { class: "pc-actions" }, checking, showing, again)], update };
}

/**
 * The button that begins an activity anew and takes the keyboard to its title.
 * @param {Desk} desk
 * @returns {HTMLButtonElement}
 */
export function restarting(desk) {
  const { t } = desk.voice;
  return button(
    t("Start again"),
    () => {
      desk.restart();
      const title = document.getElementById(desk.id("title"));
      if (title !== null) focusOn(title);
    },
    "pc-quiet",
  );
}
