/** The scored total with its band, and the chance of passing a parallel form. */

import { h } from "../../web/dom.js";
import { percent } from "../../web/figures.js";
import { inLanguage, number, t, tn } from "../../web/i18n.js";
import { chart, scale, shape, share } from "../../web/scale.js";
import { facts, remarks, section } from "./parts.js";

/** @typedef {import("./types.js").Report} Report */
/** @typedef {import("./types.js").Total} Total */
/** @typedef {import("./types.js").Cut} Cut */
/** @typedef {import("./types.js").Interval} Interval */

/**
 * The total: how many right, the band, where the training cut lies, in words and drawn.
 * @param {Report} report
 * @returns {HTMLElement}
 */
export function totalSection({ total, cut, percentile }) {
  return section(
    "total",
    t("Total"),
    h(
      "div",
      { class: "total" },
      h(
        "div",
        null,
        h(
          "p",
          { class: "score" },
          h("span", { class: "score-right number" }, number(total.correct)),
          " ",
          h("span", { class: "score-of number" }, t("of {n}", { n: number(total.scored) })),
        ),
        h("p", { class: "standing" }, `${percent(total.share)}, ${inLanguage(total.standing_text)}`),
      ),
      totalFigure(total, cut),
    ),
    h("p", { class: "measure" }, inLanguage(total.sentence)),
    facts(totalFacts(total, cut)),
    percentile === null ? null : h("p", { class: "measure" }, inLanguage(percentile.sentence)),
  );
}

/** @param {Total} total @param {Cut} cut @returns {HTMLElement} */
function totalFigure(total, cut) {
  const marks = { point: total.share, wide: total.band90, narrow: total.band68, cut: cut.share };
  const drawn = scale(marks, inLanguage(total.sentence));
  drawn.classList.add("large");
  return h(
    "figure",
    { class: "total-figure" },
    cutTick(cut.share),
    drawn,
    axis(),
    h("figcaption", null, legend(marks, cut)),
  );
}

/**
 * The value of the cut above its line.
 * @param {number} cut
 * @returns {SVGElement}
 */
function cutTick(cut) {
  return chart("axis", null, shape("text", { x: share(cut), y: "0.95em", "text-anchor": "middle", class: "axis-cut" }, percent(cut)));
}

/**
 * The figures under a line from 0 to 100 %.
 * @returns {SVGElement}
 */
export function axis() {
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((at) => {
    const anchor = { 0: "start", 1: "end" }[at] ?? "middle";
    return shape("text", { x: share(at), y: "0.95em", "text-anchor": anchor, class: at % 0.5 === 0 ? null : "axis-between" }, percent(at));
  });
  return chart("axis", null, ...ticks);
}

/**
 * What each mark means, with its value.
 * @param {{point: number, narrow: Interval, wide: Interval}} marks
 * @param {Cut} cut
 * @returns {HTMLElement}
 */
function legend({ point, narrow, wide }, cut) {
  return h(
    "ul",
    { class: "legend" },
    key({ point: 0.5 }, t("Your score: {percent}", { percent: percent(point) })),
    key({ narrow: { low: 0.08, high: 0.92 } }, t("68% band: {ends}", { ends: ends(narrow) })),
    key({ wide: { low: 0.08, high: 0.92 } }, t("90% band: {ends}", { ends: ends(wide) })),
    key({ cut: 0.5 }, inLanguage(cut.label)),
  );
}

/**
 * One mark and its meaning.
 * @param {import("../../web/scale.js").Marks} marks
 * @param {string} meaning
 * @returns {HTMLElement}
 */
export function key(marks, meaning) {
  return h("li", null, h("span", { class: "legend-key" }, scale(marks)), meaning);
}

/**
 * The two ends of an interval in words.
 * @param {Interval} interval
 * @returns {string}
 */
export function ends({ low, high }) {
  return t("{low} to {high}", { low: percent(low), high: percent(high) });
}

/** @param {Total} total @param {Cut} cut @returns {[string, string][]} */
function totalFacts(total, cut) {
  const needed = t("{part} of {whole}", { part: number(cut.items), whole: number(total.scored) });
  const word = total.reached ? t("reached") : t("not reached");
  return [
    [t("Training cut (ours)"), t("{amount}: {word}", { amount: needed, word })],
    [t("Standard error of measurement"), `${errorInQuestions(total.sem)} (${methodOf(total)})`],
    [
      t("Scored questions answered"),
      t("{part} of {whole}", { part: number(total.answered), whole: number(total.scored) }),
    ],
  ];
}

/** @param {number} sem @returns {string} */
function errorInQuestions(sem) {
  const value = number(sem, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return tn("{value} question", "{value} questions", sem < 2 ? 1 : 2, { value });
}

/** @param {Total} total @returns {string} */
function methodOf({ sem_method }) {
  if (sem_method === "keats") return t("Lord's formula with Keats's correction");
  if (sem_method === "wilson") return t("from Wilson's interval");
  return t("Lord's formula, from this total alone");
}

/**
 * The chance of passing a parallel form with what it assumes, or why none is given.
 * @param {Report} report
 * @returns {HTMLElement}
 */
export function chanceSection({ chance }) {
  const title = t("Chance of passing a parallel form");
  if (chance.withheld !== null || chance.parallel === null || chance.true_score === null) {
    const why = chance.withheld === null ? null : h("p", { class: "measure" }, inLanguage(chance.withheld.text));
    return section("chance", title, why);
  }
  return section(
    "chance",
    title,
    h(
      "dl",
      { class: "figures" },
      bigFigure(likelihood(chance.parallel), t("to reach the training cut on a parallel form ({part} of {whole})", {
        part: number(chance.cut_items),
        whole: number(chance.items),
      })),
      bigFigure(likelihood(chance.true_score), t("that your true score is at or above the cut")),
    ),
    h("h3", null, t("What this assumes")),
    remarks(chance.assumptions),
  );
}

/** @param {string} value @param {string} meaning @returns {HTMLElement} */
function bigFigure(value, meaning) {
  return h("div", null, h("dt", null, meaning), h("dd", { class: "number" }, value));
}

/**
 * A probability that never reads as certainty.
 * @param {number} chance
 * @returns {string}
 */
export function likelihood(chance) {
  if (chance < 0.01) return t("less than {percent}", { percent: percent(0.01) });
  if (chance > 0.99) return t("more than {percent}", { percent: percent(0.99) });
  return percent(chance);
}
