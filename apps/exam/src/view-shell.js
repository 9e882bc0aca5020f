/** The frame of the running exam: bar, banners, desk with the sheet, step bar. */

import { drawing, h } from "../../web/dom.js";
import { inLanguage, number, t } from "../../web/i18n.js";
import { ICONS } from "../../web/icons.js";
import { masthead } from "../../web/masthead.js";
import { clockView, saveView } from "./view-bar.js";
import { questionGrid } from "./view-grid.js";

/** @typedef {import("./attempt.js").Attempt} Attempt */
/**
 * @typedef {object} Actions
 * @property {(n: number) => void} goTo
 * @property {(step: number) => void} step
 * @property {() => void} review
 * @property {() => void} toggleSheet
 * @property {() => void} showKeys
 */

/**
 * The parts of the frame, in the current language.
 * @param {Attempt} attempt
 * @param {import("../../web/preferences.js").Preferences} preferences
 * @param {Actions} actions
 */
export function examShell(attempt, preferences, actions) {
  const clock = clockView(attempt.clock, preferences);
  const save = saveView();
  const grid = questionGrid(attempt, actions.goTo);
  const banners = h("div", { class: "banners" });
  const stage = h("main", { class: "stage", id: "parcours-exam" });
  const steps = stepBar(attempt, actions);
  const keys = button("keyboard", t("Keys"), actions.showKeys, "button quiet keys-button");
  const brand = h("span", { class: "brand" }, inLanguage(attempt.info.title));
  const nodes = [
    h("a", { class: "skip", href: "#question", onclick: skip }, t("Skip to the question")),
    masthead(preferences, { brand, slots: [save.element, clock.element], tools: [keys] }),
    banners,
    h("div", { class: "desk" }, stage, grid.element),
    steps.element,
  ];
  return { nodes, clock, save, grid, banners, stage, steps };
}

/** @param {Attempt} attempt @param {Actions} actions */
function stepBar(attempt, actions) {
  const total = attempt.questions.length;
  const previous = button("previous", t("Previous"), () => actions.step(-1), "button");
  const next = h("button", { type: "button", class: "button primary", onclick: () => actions.step(1) }, h("span", null, t("Next")), drawing(ICONS.next));
  const review = h("button", { type: "button", class: "button quiet", onclick: actions.review }, t("Review"));
  const sheet = button("grid", t("Questions"), actions.toggleSheet, "button quiet sheet-toggle");
  sheet.setAttribute("aria-controls", "sheet");
  const progress = h("progress", { max: total, "aria-label": t("Questions answered") });
  const place = h("span", { class: "steps-place number", "aria-hidden": "true" });
  const middle = h("div", { class: "steps-middle" }, sheet, progress, place, review);
  const element = h("nav", { class: "steps", "aria-label": t("Moving through the exam") }, previous, middle, next);
  const show = (/** @type {{reviewing: boolean, sheetOpen: boolean}} */ { reviewing, sheetOpen }) => {
    previous.disabled = attempt.cursor === 1;
    previous.hidden = reviewing;
    next.hidden = reviewing;
    review.hidden = reviewing;
    sheet.setAttribute("aria-expanded", String(sheetOpen));
    progress.value = attempt.counts.answered;
    place.textContent = t("{n} of {total} answered", { n: number(attempt.counts.answered), total: number(total) });
  };
  return { element, show };
}

/**
 * @param {keyof ICONS} icon
 * @param {string} name
 * @param {() => void} click
 * @param {string} look
 */
function button(icon, name, click, look) {
  return h("button", { type: "button", class: look, onclick: click }, drawing(ICONS[icon]), h("span", null, name));
}

/** The address keeps its attempt: only the focus moves. @param {Event} event */
function skip(event) {
  event.preventDefault();
  document.getElementById("question")?.focus();
}
