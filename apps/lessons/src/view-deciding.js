/** A decision on the page: a scene, options, what comes of the one chosen; round after round. */

import { fill, h } from "../../web/dom.js";
import { begin, isDone, isOver, optionsOf, restore } from "./deciding.js";
import { restarting } from "./bar.js";
import { button, closing, focusOn, tell, verdict } from "./parts.js";
import { inline, paragraphs } from "./prose.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./types.js").Option} Option */
/** @typedef {import("./types.js").Round} Round */

/** @type {import("./types.js").Kind} */
export const deciding = { begin, restore, isDone, view };

/** @param {Desk} desk @returns {import("./types.js").View} */
function view(desk) {
  const { spec } = desk;
  const { t } = desk.voice;
  const said = h("p", { class: "pc-visually-hidden", role: "status" });
  const rounds = h("div", { class: "pc-rounds" });
  const end = h("div", { class: "pc-outcome", hidden: true });
  const again = restarting(desk);
  /** @type {ReturnType<typeof roundView>[]} */
  let shown = [];
  function update() {
    const { reached, tried } = desk.state;
    if (shown.length > reached + 1) shown = [];
    while (shown.length < reached + 1) shown.push(roundView(desk, shown.length, said));
    if (rounds.childElementCount !== shown.length || rounds.firstChild !== shown[0]?.node) {
      fill(rounds, shown.map(({ node }) => node));
    }
    for (const one of shown) one.update();
    tell(end, desk.done ? closing(t("What to remember"), spec.debrief) : null);
    again.hidden = Object.values(tried).every((ids) => /** @type {string[]} */ (ids).length === 0);
  }
  return { nodes: [rounds, said, end, h("div", { class: "pc-actions" }, again)], update };
}

/** @param {Desk} desk @param {number} index @param {HTMLElement} said */
function roundView(desk, index, said) {
  const { spec } = desk;
  const { t, number } = desk.voice;
  const round = /** @type {Round} */ (spec.rounds[index]);
  const options = optionsOf(spec, round).map((option) => optionView(desk, round, option, said));
  const place = t("Situation {n} of {all}", { n: number(index + 1), all: number(spec.rounds.length) });
  const heading = h("h4", { class: "pc-round-place" }, place);
  const next = button(t("Continue"), () => {
    desk.change({ reached: index + 1 });
    const following = node.nextElementSibling?.querySelector("h4") ?? null;
    if (following !== null) focusOn(following);
  }, "pc-primary");
  const actions = h("div", { class: "pc-actions" });
  const showing = button(t("Show the answer"), () => {
    const best = options.find(({ option }) => option.best === true);
    best?.choose();
  });
  actions.append(showing, next);
  const scene = h("div", { class: "pc-scene" }, paragraphs(round.scene));
  const list = h("ul", { class: "pc-options" }, options.map(({ node: line }) => line));
  const node = h("div", { class: "pc-round" }, spec.rounds.length > 1 ? heading : null, scene, list, actions);
  function update() {
    const over = isOver(round, desk.state);
    for (const option of options) option.update(over);
    next.hidden = !over || desk.state.reached > index || index + 1 >= spec.rounds.length;
    showing.hidden = over || (desk.state.tried[round.id] ?? []).length === 0;
  }
  return { node, update };
}

/** @param {Desk} desk @param {Round} round @param {Option} option @param {HTMLElement} said */
function optionView(desk, round, option, said) {
  const { t } = desk.voice;
  const why = h("div", { class: "pc-why", tabindex: "-1" });
  const head = h("div");
  const node = h("li", { class: "pc-option" }, head, why);
  const words = option.best === true ? t("The best choice here") : t("Not the best choice here");
  const choosing = h("button", { type: "button", class: "pc-option-button", onclick: choose }, inline(option.text));
  const text = h("p", { class: "pc-option-text" }, inline(option.text));
  function choose() {
    const tried = desk.state.tried[round.id] ?? [];
    desk.change({ tried: { ...desk.state.tried, [round.id]: [...tried, option.id] } });
    why.focus({ preventScroll: true }); // the button is gone, and the reason is read out
    said.textContent = isOver(round, desk.state) ? "" : t("You can try another.");
  }
  /** @param {boolean} over */
  function update(over) {
    const tried = (desk.state.tried[round.id] ?? []).includes(option.id);
    const wanted = tried || over ? text : choosing;
    if (head.firstChild !== wanted) fill(head, wanted);
    node.dataset.mark = tried ? (option.best === true ? "right" : "wrong") : "";
    const told = tried ? verdict(option.best === true ? "right" : "wrong", words) : null;
    tell(why, told, tried || over ? paragraphs(option.why) : null);
  }
  return { option, node, update, choose };
}
