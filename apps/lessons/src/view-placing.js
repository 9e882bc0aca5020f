/** Rows of choices on the page: classify, match, compare. */

import { h } from "../../web/dom.js";
import { bar } from "./bar.js";
import { paper, tell, verdict } from "./parts.js";
import { begin, isDone, markOf, restore, rightSides, rowsOf, tally, VERDICTS } from "./placing.js";
import { inline, paragraphs, plain } from "./prose.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./placing.js").Row} Row */
/** @typedef {import("./types.js").Named} Named */
/** @typedef {Named & {chip: () => Node[]}} Choice `chip` makes what its button says, `text` the whole of it */

/** @type {import("./types.js").Kind} */
export const placing = { begin, restore, isDone, view };

/** @param {Desk} desk @returns {import("./types.js").View} */
function view(desk) {
  const { t } = desk.voice;
  const choices = choicesOf(desk);
  const rows = rowsOf(desk.spec).map((row) => rowView(desk, row, choices));
  const foot = bar(desk, {
    check: t("Check"),
    onCheck: () => take(desk),
    onShow: () => desk.change({ shown: true }),
    outcome: () => outcome(desk),
  });
  return {
    nodes: [before(desk), h("div", { class: "pc-rows" }, rows.map(({ node }) => node)), ...foot.nodes],
    update() {
      for (const row of rows) row.update();
      foot.update();
    },
  };
}

/** @param {Desk} desk @returns {Choice[]} */
function choicesOf({ spec, voice: { t } }) {
  if (spec.kind === "classify") {
    return spec.bins.map((/** @type {{id: string, label: string}} */ { id, label }) => ({ id, text: label, chip: () => inline(label) }));
  }
  if (spec.kind === "compare") {
    const [first = "", second = ""] = spec.documents.map((/** @type {{title: string}} */ { title }) => title);
    const words = [first, second, t("Both"), t("Neither")];
    return VERDICTS.map((id, index) => ({ id, text: words[index] ?? id, chip: () => inline(words[index] ?? id) }));
  }
  return rightSides(spec).map(({ id, text }, index) => {
    const letter = letterOf(index);
    const whole = () => h("span", { class: "pc-visually-hidden" }, ` ${plain(text)}`);
    return { id, text: `${letter}. ${text}`, chip: () => [new Text(letter), whole()] };
  });
}

/** @param {number} index @returns {string} */
function letterOf(index) {
  return String.fromCodePoint(65 + index);
}

/** What is read before the rows. @param {Desk} desk @returns {HTMLElement | null} */
function before({ spec }) {
  if (spec.kind === "compare") {
    const papers = spec.documents.map((/** @type {import("./types.js").Paper} */ { title, text }) => paper(title, paragraphs(text)));
    return h("div", { class: "pc-papers" }, papers);
  }
  if (spec.kind !== "match") return null;
  const sides = rightSides(spec).map(({ text }, index) =>
    h("li", null, h("span", { class: "pc-letter", "aria-hidden": "true" }, letterOf(index)), h("span", null, inline(text))),
  );
  return h("ol", { class: "pc-sides" }, sides);
}

/** @param {Desk} desk @param {Row} row @param {Choice[]} choices */
function rowView(desk, row, choices) {
  const why = h("div", { class: "pc-why", id: desk.id(row.id, "why") });
  const picked = h("p", { class: "pc-picked", "aria-hidden": "true" });
  const inputs = choices.map((choice) =>
    h("input", {
      type: "radio",
      name: desk.id(row.id),
      value: choice.id,
      onchange: () => desk.change({ answers: { ...desk.state.answers, [row.id]: choice.id } }),
    }),
  );
  const chips = inputs.map((input, index) => h("label", { class: "pc-chip" }, input, h("span", null, choices[index]?.chip() ?? [])));
  const legend = h("legend", null, inline(row.text));
  const node = h("fieldset", { class: "pc-row", "aria-describedby": why.id }, legend, h("div", { class: "pc-chips" }, chips), picked, why);
  function update() {
    const given = desk.state.answers[row.id];
    for (const input of inputs) input.checked = input.value === given;
    const mark = markOf(row, desk.state);
    node.dataset.mark = mark ?? "";
    node.disabled = desk.done;
    const chosen = desk.spec.kind === "match" ? choices.find(({ id }) => id === given) : undefined;
    tell(picked, chosen === undefined ? null : inline(chosen.text));
    tell(why, reasons(desk, row, choices));
  }
  return { node, update };
}

/** @param {Desk} desk @param {Row} row @param {Choice[]} choices @returns {Node[]} */
function reasons({ state, done, voice: { t } }, row, choices) {
  const answer = plain(choices.find(({ id }) => id === row.answer)?.text ?? "");
  if (done) {
    const right = state.answers[row.id] === row.answer;
    const words = right ? t("Right") : t("Right answer: {answer}", { answer });
    return [verdict(right ? "right" : "missed", words), ...paragraphs(row.why)];
  }
  const mark = markOf(row, state);
  if (mark === null) return [];
  return mark === "right" ? [verdict("right", t("Right"))] : [verdict("wrong", t("Not this one")), ...paragraphs(row.why)];
}

/** @param {Desk} desk @returns {string | null} */
function take(desk) {
  const { state } = desk;
  const { t } = desk.voice;
  if (Object.keys(state.answers).length === 0) return t("Choose at least one answer first.");
  desk.change({ checked: state.answers, tries: state.tries + 1 });
  return null;
}

/** @param {Desk} desk @returns {Node | null} */
function outcome({ spec, state, voice: { t, tn, number } }) {
  if (state.tries === 0 && !state.shown) return null;
  const { right, open, all } = tally(spec, state);
  const of = { all: number(all) };
  const placed =
    spec.kind === "classify" || spec.kind === "match"
      ? tn("{n} of {all} in the right place.", "{n} of {all} in the right place.", right, of)
      : tn("{n} of {all} right.", "{n} of {all} right.", right, of);
  const left = open === 0 || state.shown ? "" : ` ${tn("{n} still without an answer.", "{n} still without an answer.", open)}`;
  return h("p", null, right === all ? t("All {all} are right.", of) : `${placed}${left}`);
}
