/** An interview on the page: what was said so far as a conversation, and below it what one may do. */

import { fill, h } from "../../web/dom.js";
import { button, focusOn } from "../../lessons/src/parts.js";
import { inline, paragraphs } from "../../lessons/src/prose.js";
import { line } from "./options.js";
import { asked, askedAt, begun, decided, fit, goneOn, isOver, nodeOf } from "./interview.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./types.js").Node} Place */
/** @typedef {import("./types.js").Simulation} Task */
/** @typedef {import("./interview.js").Way} Way */
/** @typedef {(way: Way) => void} Go */

/** @type {import("./types.js").Kind} */
export const simulation = { fit, reach: (task, way) => (isOver(task, way) ? "done" : "begun"), view };

/** @param {Desk} desk @param {Task} task */
function view(desk, task) {
  const { t } = desk.voice;
  const talk = h("ol", { class: "pk-talk", role: "list", "aria-label": t("The interview so far") });
  const hands = h("div", { class: "pk-hands" });
  let told = 0;
  /** @param {Way | null} way */
  function draw(way) {
    const items = way === null ? [] : itemsOf(desk, task, way);
    if (items.length < told) talk.replaceChildren();
    talk.append(...items.slice(talk.childElementCount));
    talk.hidden = items.length === 0;
    told = items.length;
    fill(hands, handsOf(desk, task, way, go));
  }
  /** @type {Go} */
  function go(way) {
    const before = talk.childElementCount;
    desk.give(task, way);
    draw(way);
    const news = /** @type {HTMLElement[]} */ ([...talk.children].slice(Math.min(before, talk.childElementCount - 1)));
    const heard = news.find((item) => item.classList.contains("pk-reply")) ?? news[0];
    if (heard !== undefined) focusOn(heard);
  }
  draw(desk.answer(task));
  return [talk, hands];
}

/** Everything said so far, in order. @param {Desk} desk @param {Task} task @param {Way} way */
function itemsOf(desk, task, way) {
  const visits = way.path.some(([name]) => name === way.at) ? way.path : [...way.path, [way.at, []]];
  return visits.flatMap(([name, moves]) => {
    const node = nodeOf(task, /** @type {string} */ (name));
    if (node === undefined) return [];
    const scene = h("li", { class: "pk-scene" }, paragraphs(desk.say(node.text)));
    const made = /** @type {string[]} */ (moves).map((id) => node.moves.find((move) => move.id === id));
    return [scene, ...made.flatMap((move) => (move === undefined ? [] : exchange(desk, move)))];
  });
}

/** @param {Desk} desk @param {import("./types.js").Move} move */
function exchange(desk, move) {
  const { t } = desk.voice;
  const you = h("span", { class: "pk-who" }, t("You"));
  return [h("li", { class: "pk-mine" }, you, h("p", null, inline(desk.say(move.text)))), h("li", { class: "pk-reply" }, paragraphs(desk.say(move.reply)))];
}

/** What one may do now. @param {Desk} desk @param {Task} task @param {Way | null} way @param {Go} go */
function handsOf(desk, task, way, go) {
  const { t } = desk.voice;
  if (way === null) {
    const rule = t("The interview moves forward only: what you have said cannot be taken back.");
    return [h("p", { class: "pk-hint" }, rule), h("div", { class: "pc-actions" }, button(t("Begin the interview"), () => go(begun(task)), "pc-primary"))];
  }
  const node = nodeOf(task, way.at);
  if (node === undefined || isOver(task, way)) return [h("p", { class: "pk-over-note" }, t("The interview is over.")), again(desk, task, go)];
  const now = node.axis === "gathering" ? gathering(desk, task, way, node, go) : deciding(desk, task, way, node, go);
  return [...now, again(desk, task, go)];
}

/** @param {Desk} desk @param {Task} task @param {Way} way @param {Place} node @param {Go} go */
function gathering(desk, task, way, node, go) {
  const { t } = desk.voice;
  const left = node.moves.filter(({ id }) => !askedAt(way).includes(id));
  const hint = h("p", { class: "pk-hint" }, t("Pick what you find useful, one thing after the other. Once you go on, you cannot come back here."));
  const picks = left.map((move) => h("li", null, h("button", { type: "button", class: "pc-option-button", onclick: () => go(asked(way, move.id)) }, inline(desk.say(move.text)))));
  const list = left.length > 0 ? h("ul", { class: "pc-options", role: "list", "aria-label": t("What you may ask or do") }, picks) : null;
  return [hint, list, h("div", { class: "pc-actions" }, button(t("Go on with the interview"), () => go(goneOn(task, way)), "pc-primary"))];
}

/** @param {Desk} desk @param {Task} task @param {Way} way @param {Place} node @param {Go} go */
function deciding(desk, task, way, node, go) {
  const { t } = desk.voice;
  const name = desk.id(task.id, "decide", node.id);
  const inputs = node.moves.map((move) => ({ move, input: h("input", { type: "radio", name, value: move.id, onchange: () => (missing.textContent = "") }) }));
  const missing = h("p", { class: "pc-refusal", role: "status" });
  const hint = h("p", { class: "pk-hint", id: `${name}-hint` }, t("Choose what you say or do. Your choice is final."));
  const group = { role: "radiogroup", "aria-label": t("What you say or do"), "aria-describedby": hint.id };
  const list = h("div", { class: "pk-options", ...group }, inputs.map(({ move, input }) => line(desk, move, input)));
  const take = button(t("This is my choice"), () => {
    const chosen = inputs.find(({ input }) => input.checked);
    if (chosen === undefined) missing.textContent = t("Choose one first.");
    else go(decided(task, way, chosen.move.id));
  }, "pc-primary");
  return [hint, list, h("div", { class: "pc-actions" }, take), missing];
}

/** Beginning anew, in exercises only, and asked twice. @param {Desk} desk @param {Task} task @param {Go} go */
function again(desk, task, go) {
  if (desk.half.purpose !== "formative") return null;
  const { t } = desk.voice;
  const place = h("div", { class: "pk-again" });
  function offer() {
    const start = button(t("Begin the interview again"), () => ask(), "pc-quiet");
    fill(place, start);
    return start;
  }
  function ask() {
    const stay = button(t("No, keep it"), () => offer().focus());
    const sure = button(t("Yes, begin again"), () => go(begun(task)));
    fill(place, h("p", { role: "status" }, t("Everything said in this interview will be lost. Begin again?")), h("div", { class: "pc-actions" }, stay, sure));
    stay.focus();
  }
  offer();
  return place;
}
