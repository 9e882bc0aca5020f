/** The knowledge check on the page: a question, its reasons and sources, the next one; a summary. */

import { fill, h } from "../../web/dom.js";
import { webUrl } from "../../web/address.js";
import { restarting } from "./bar.js";
import { begin, isDone, isRight, restore, withAnswer } from "./checking.js";
import { button, focusOn, tell, verdict } from "./parts.js";
import { inline, paragraphs } from "./prose.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").Source} Source */

/** @type {import("./types.js").Kind} */
export const checking = { begin, restore, isDone, view };

/** @param {Desk} desk @returns {import("./types.js").View} */
function view(desk) {
  const place = h("div");
  const said = h("p", { class: "pc-refusal", role: "status" });
  /** @type {{at: number, node: Node | null, update: () => void}} */
  let shown = { at: -1, node: null, update() {} };
  function update() {
    const { at } = desk.state;
    said.textContent = "";
    if (shown.at !== at) {
      const item = desk.spec.items[at];
      shown = { at, ...(item === undefined ? summary(desk, go) : question(desk, item, said, go)) };
      fill(place, shown.node);
    }
    shown.update();
  }
  /** @param {number} at */
  function go(at) {
    desk.change({ at });
    const heading = place.querySelector("h4");
    if (heading !== null) focusOn(heading);
  }
  return { nodes: [place, said], update };
}

/** @param {Desk} desk @param {Item} item @param {HTMLElement} said @param {(at: number) => void} go */
function question(desk, item, said, go) {
  const { spec, voice } = desk;
  const { t, number } = voice;
  const { at } = desk.state;
  const all = spec.items.length;
  const heading = h("h4", { class: "pc-round-place", id: desk.id(item.id) }, t("Question {n} of {all}", { n: number(at + 1), all: number(all) }));
  const stem = h("div", { class: "pc-stem", id: desk.id(item.id, "stem") }, paragraphs(item.stem));
  const choices = item.choices.map((choice, index) => choiceView(desk, item, choice, index));
  const list = h("fieldset", { class: "pc-choices", "aria-labelledby": stem.id }, choices.map(({ node }) => node));
  const told = h("div", { class: "pc-outcome", role: "status" });
  const answer = button(t("Answer"), () => {
    if ((desk.state.given[item.id]?.chosen ?? []).length === 0) said.textContent = t("Choose an answer first.");
    else {
      desk.change({ given: withAnswer(desk.state, item, { answered: true }) });
      focusOn(told);
    }
  }, "pc-primary");
  const next = button(at + 1 < all ? t("Next question") : t("See the summary"), () => go(at + 1), "pc-primary");
  const back = button(t("Previous question"), () => go(at - 1), "pc-quiet");
  function update() {
    const answered = desk.state.given[item.id]?.answered === true;
    list.disabled = answered;
    for (const choice of choices) choice.update(answered);
    tell(told, answered ? explained(desk, item) : null);
    answer.hidden = answered;
    next.hidden = !answered;
    back.hidden = at === 0;
  }
  return { node: h("div", { class: "pc-item" }, heading, stem, list, told, h("div", { class: "pc-actions" }, answer, next, back)), update };
}

/** @param {Desk} desk @param {Item} item @param {Item["choices"][number]} choice @param {number} index */
function choiceView(desk, item, choice, index) {
  const why = h("div", { class: "pc-why", id: desk.id(item.id, choice.id, "why") });
  const several = item.correct.length > 1;
  const input = h("input", {
    type: several ? "checkbox" : "radio",
    name: desk.id(item.id, "choice"),
    "aria-describedby": why.id,
    onchange: () => choose(),
  });
  const letter = h("span", { class: "pc-letter" }, `${String.fromCodePoint(65 + index)}.`);
  const node = h("div", { class: "pc-line" }, h("label", { class: "pc-line-label" }, input, letter, h("span", null, inline(choice.text))), why);
  function choose() {
    const others = several ? (desk.state.given[item.id]?.chosen ?? []).filter((/** @type {string} */ id) => id !== choice.id) : [];
    desk.change({ given: withAnswer(desk.state, item, { chosen: input.checked ? [...others, choice.id] : others }) });
  }
  /** @param {boolean} answered */
  function update(answered) {
    const chosen = (desk.state.given[item.id]?.chosen ?? []).includes(choice.id);
    const key = item.correct.includes(choice.id);
    input.checked = chosen;
    node.dataset.mark = !answered ? "" : key ? "right" : chosen ? "wrong" : "";
    tell(why, answered ? [labelOf(desk, key, chosen), ...paragraphs(choice.why)] : null);
  }
  return { node, update };
}

/** @param {Desk} desk @param {boolean} key @param {boolean} chosen @returns {Node | null} */
function labelOf({ voice: { t } }, key, chosen) {
  if (key) return verdict("right", chosen ? t("Your answer, the right one") : t("Right answer"));
  return chosen ? verdict("wrong", t("Your answer")) : null;
}

/** @param {Desk} desk @param {Item} item @returns {Node[]} */
function explained({ state, voice: { language, t } }, item) {
  const right = isRight(item, state);
  const [year = 0, month = 1] = item.as_of.split("-").map(Number);
  const format = new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-US", { month: "long", year: "numeric" });
  const checked = t("Facts checked in {month}.", { month: format.format(new Date(year, month - 1, 15)) });
  const unsigned = item.review === "expert" ? "" : ` ${t("Not signed by a certified expert yet.")}`;
  return [
    verdict(right ? "right" : "wrong", right ? t("Right. The reason of each option is above.") : t("Not the right answer. The reason of each option is above.")),
    h("p", { class: "pc-label" }, t("Sources")),
    h("ul", { class: "pc-sources" }, item.sources.map(sourceLine)),
    h("p", { class: "pc-small" }, checked, unsigned),
  ];
}

/** @param {Source} source @returns {HTMLElement} */
function sourceLine({ title, where, url }) {
  const address = webUrl(url ?? null);
  const name = address === null ? inline(title) : h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, inline(title));
  return h("li", null, name, where ? `, ${where}` : null);
}

/** @param {Desk} desk @param {(at: number) => void} go */
function summary(desk, go) {
  const { spec, state, voice } = desk;
  const { t, tn, number } = voice;
  const right = spec.items.filter((/** @type {Item} */ item) => isRight(item, state)).length;
  const all = number(spec.items.length);
  const lines = spec.items.map((/** @type {Item} */ item, /** @type {number} */ index) => {
    const fine = isRight(item, state);
    const words = fine ? t("Right") : t("To look at again");
    const n = number(index + 1);
    return h("li", null, h("span", { class: "pc-summary-n" }, t("Question {n}", { n })), verdict(fine ? "right" : "wrong", words), look(desk, n, () => go(index)));
  });
  const told = tn("{n} of {all} questions answered rightly.", "{n} of {all} questions answered rightly.", right, { all });
  const heading = h("h4", { class: "pc-round-place" }, t("Summary"));
  const node = h("div", { class: "pc-summary" }, heading, h("p", null, told), h("ol", { class: "pc-summary-lines" }, lines), h("div", { class: "pc-actions" }, restarting(desk)));
  return { node, update() {} };
}

/** @param {Desk} desk @param {string} n @param {() => void} onclick @returns {HTMLElement} */
function look({ voice: { t } }, n, onclick) {
  const seen = button(t("Look at it"), onclick, "pc-quiet");
  seen.setAttribute("aria-label", t("Look at it: question {n}", { n }));
  return seen;
}
