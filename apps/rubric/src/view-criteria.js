/** The criteria of the rubric, each with its levels to choose from. */

import { h } from "../../web/dom.js";
import { number, t } from "../../web/i18n.js";
import { nameOf, outOf, pointsText, said } from "./parts.js";

/** @typedef {import("./types.js").Copy} Copy */
/** @typedef {import("./types.js").Criterion} Criterion */
/** @typedef {import("./types.js").Rubric} Rubric */
/** @typedef {import("./sheet.js").Sheet} Sheet */

/**
 * The criteria. `update` shows what is on the sheet, `focus` goes to a criterion.
 * @param {Rubric} rubric
 * @param {Copy} copy
 * @param {Sheet} sheet
 * @param {(at: number) => void} onEnter the focus came to a criterion
 */
export function criteriaView(rubric, copy, sheet, onEnter) {
  const groups = rubric.criteria.map((criterion, at) => group(criterion, copy, sheet, () => onEnter(at)));
  const element = h("div", { class: "criteria" }, groups.map((one) => one.element));
  return {
    element,
    update(/** @type {number} */ current) {
      for (const [at, one] of groups.entries()) one.update(at === current);
    },
    focus(/** @type {number} */ at) {
      groups[at]?.element.focus();
    },
  };
}

/** @param {Criterion} criterion @param {Copy} copy @param {Sheet} sheet @param {() => void} onEnter */
function group(criterion, copy, sheet, onEnter) {
  const { id, levels } = criterion;
  const earned = h("span", { class: "earned number" });
  const rows = levels.map((level, at) => {
    const input = h("input", { type: "radio", name: `criterion-${id}`, value: String(at), onchange: () => sheet.choose(id, at) });
    const words = h("span", { class: "level-text", lang: copy.lang }, said(level.text, copy.lang));
    const row = h("label", { class: "level" }, input, h("kbd", { "aria-hidden": "true" }, number(at + 1)), h("span", { class: "level-body" }, words, givers(copy, id, at)), h("span", { class: "level-points number" }, pointsText(level.points)));
    return { input, row };
  });
  const legend = h("legend", null, h("span", { class: "criterion-title", lang: copy.lang }, said(criterion.title, copy.lang)), " ", earned);
  const element = h("fieldset", { class: "criterion", id: `criterion-${id}`, tabindex: -1, onfocusin: onEnter }, legend, rows.map(({ row }) => row));
  const update = (/** @type {boolean} */ current) => {
    const chosen = sheet.level(id);
    for (const [at, { input }] of rows.entries()) input.checked = at === chosen;
    element.classList.toggle("current", current);
    element.classList.toggle("given", chosen !== null);
    earned.textContent = chosen === null ? t("out of {points}", { points: number(criterion.points) }) : outOf(levels[chosen]?.points ?? 0, criterion.points);
  };
  return { element, update };
}

/** Who gave that level, where two graders did. @param {Copy} copy @param {string} criterion @param {number} level */
function givers(copy, criterion, level) {
  if (copy.second === null) return [];
  const marks = [copy.mark, copy.second].filter((mark) => mark !== null && mark.levels[criterion] === level);
  return marks.map((mark) => h("span", { class: "giver" }, nameOf(copy.people, mark?.by ?? null)));
}
