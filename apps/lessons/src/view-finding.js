/** Documents whose lines are ticked, then compared with what there was to find. */

import { h } from "../../web/dom.js";
import { bar } from "./bar.js";
import { begin, isDone, linesOf, markOf, restore, tally } from "./finding.js";
import { closing, paper, tell, verdict } from "./parts.js";
import { inline, paragraphs } from "./prose.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./types.js").Line} Line */

/** @type {import("./types.js").Kind} */
export const finding = { begin, restore, isDone, view };

/** @param {Desk} desk @returns {import("./types.js").View} */
function view(desk) {
  const { spec } = desk;
  const { t } = desk.voice;
  const lines = new Map(linesOf(spec).map((line) => [line.id, lineView(desk, line)]));
  const papers = spec.documents.map((/** @type {{title: string, lines: Line[]}} */ document) =>
    paper(document.title, h("ul", { class: "pc-lines" }, document.lines.map(({ id }) => lines.get(id)?.node))),
  );
  const foot = bar(desk, {
    check: t("Compare"),
    onCheck() {
      if (desk.state.ticked.length === 0) return t("Tick at least one line first.");
      desk.change({ tries: desk.state.tries + 1, shown: true });
      return null;
    },
    onShow: null,
    outcome: () => outcome(desk),
  });
  return {
    nodes: [h("div", { class: papers.length === 2 ? "pc-papers" : "pc-papers-one" }, papers), ...foot.nodes],
    update() {
      for (const line of lines.values()) line.update();
      foot.update();
    },
  };
}

/** @param {Desk} desk @param {Line} line */
function lineView(desk, line) {
  const why = h("div", { class: "pc-why", id: desk.id(line.id, "why") });
  const box = h("input", { type: "checkbox", "aria-describedby": why.id, onchange: () => tick() });
  const node = h("li", { class: "pc-line" }, h("label", { class: "pc-line-label" }, box, h("span", null, inline(line.text))), why);
  function tick() {
    const others = desk.state.ticked.filter((/** @type {string} */ id) => id !== line.id);
    desk.change({ ticked: box.checked ? [...others, line.id] : others });
  }
  function update() {
    box.checked = desk.state.ticked.includes(line.id);
    box.disabled = desk.done;
    const mark = desk.done ? markOf(line, desk.state) : null;
    node.dataset.mark = { found: "right", missed: "missed", ticked: "wrong", none: "" }[mark ?? "none"];
    tell(why, mark === null ? null : [said(desk, mark), ...paragraphs(line.why)]);
  }
  return { node, update };
}

/** @param {Desk} desk @param {"found" | "missed" | "ticked"} mark @returns {HTMLElement} */
function said({ voice: { t } }, mark) {
  if (mark === "found") return verdict("right", t("Found"));
  return mark === "missed" ? verdict("missed", t("Missed")) : verdict("wrong", t("Nothing wrong here"));
}

/** @param {Desk} desk @returns {Node[]} */
function outcome({ spec, state, done, voice: { t, tn, number } }) {
  if (!done) return [];
  const { found, missed, wrongly } = tally(spec, state);
  const sentences = [
    tn("{n} of {all} lines found.", "{n} of {all} lines found.", found, { all: number(found + missed) }),
    wrongly > 0 ? tn("{n} line ticked with nothing wrong in it.", "{n} lines ticked with nothing wrong in them.", wrongly) : "",
    missed > 0 || wrongly > 0 ? t("The reasons stand under the lines.") : "",
  ];
  return [h("p", null, sentences.filter((one) => one !== "").join(" ")), closing(t("What to remember"), spec.debrief)];
}
