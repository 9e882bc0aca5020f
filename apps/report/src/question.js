/** One question of the review: a line to open, and behind it everything that may now be told. */

import { drawing, h } from "../../web/dom.js";
import { span } from "../../web/figures.js";
import { ICONS } from "../../web/icons.js";
import { inLanguage, language, number, t } from "../../web/i18n.js";
import { beginning, runs } from "../../web/passages.js";
import { webUrl } from "../../web/address.js";
import { facts } from "./parts.js";
import { lessonName } from "./study.js";

/** @typedef {import("./types.js").Question} Question */
/** @typedef {import("./types.js").Option} Option */
/** @typedef {import("./types.js").Source} Source */
/** @typedef {import("../../web/dom.js").Child} Child */
/**
 * @typedef {object} Around what a question needs to know of the page
 * @property {boolean} open
 * @property {boolean} reported
 * @property {Map<string, import("./types.js").Text>} changes words for each kind of change
 * @property {(question: Question, open: boolean) => void} onToggle
 * @property {(question: Question) => void} onFlaw
 */

const CROSS = "M6 6l12 12M18 6L6 18";
const DASH = "M5 12h14";
const STEM_BEGINNING = 110;

/**
 * The line of a question; its contents are built when it is first opened.
 * @param {Question} question
 * @param {Around} around
 * @returns {HTMLLIElement}
 */
export function questionLine(question, around) {
  const id = `q-${question.position}`;
  const details = h("details", { id, class: `question ${question.outcome}`, "data-anchor": id }, summary(question));
  const build = () => {
    if (details.children.length === 1) details.append(contents(question, around));
  };
  if (around.open) {
    build();
    details.open = true;
  }
  details.addEventListener("toggle", () => {
    if (details.open) build();
    around.onToggle(question, details.open);
  });
  return h("li", null, details);
}

/** @param {Question} question @returns {HTMLElement} */
function summary(question) {
  const asides = [
    question.scored ? null : t("Pretest"),
    question.flagged ? t("Flagged") : null,
    question.change === null ? null : t("Changed"),
    span(question.seconds),
  ].filter((aside) => aside !== null);
  return h(
    "summary",
    null,
    h("span", { class: "question-n number" }, h("span", { class: "visually-hidden" }, `${t("Question")} `), String(question.position)),
    h("span", { class: "question-outcome" }, outcomeIcon(question), inLanguage(question.outcome_text)),
    h("span", { class: "question-stem" }, beginning(inLanguage(question.stem), STEM_BEGINNING)),
    h("span", { class: "question-asides number" }, asides.join(" · ")),
  );
}

/** @param {Question} question @returns {SVGSVGElement} */
function outcomeIcon({ outcome }) {
  if (outcome === "right") return drawing(ICONS.check);
  return drawing(outcome === "wrong" ? CROSS : DASH);
}

/** @param {Question} question @param {Around} around @returns {HTMLElement} */
function contents(question, around) {
  const flaw = h("button", { type: "button", class: "button", onclick: () => around.onFlaw(question) }, t("Report this question"));
  return h(
    "div",
    { class: "question-body" },
    question.case === null
      ? null
      : h("div", { class: "question-case" }, h("p", { class: "label" }, t("Scenario")), h("p", { class: "prose" }, prose(inLanguage(question.case)))),
    h("p", { class: "prose question-full" }, prose(inLanguage(question.stem))),
    h("ol", { class: "options" }, question.options.map(optionLine)),
    question.note === ""
      ? null
      : h("div", null, h("p", { class: "label" }, t("Your note")), h("p", { class: "own-note" }, question.note)),
    sources(question.sources),
    facts(aboutQuestion(question, around)),
    h("p", { class: "flaw" }, flaw, h("span", { role: "status", class: "flaw-state" }, around.reported ? t("Reported. Thank you.") : "")),
  );
}

/**
 * An option with its reason, and whether it is the right one or was chosen.
 * @param {Option} option
 * @returns {HTMLElement}
 */
export function optionLine(option) {
  const role = option.key ? "key" : option.chosen ? "chosen" : "other";
  return h(
    "li",
    { class: `option ${role}` },
    h("span", { class: "option-letter" }, `${option.letter}.`),
    h(
      "div",
      null,
      h("p", { class: "option-text" }, h("span", null, prose(inLanguage(option.text))), tag(option)),
      h("p", { class: "why" }, prose(inLanguage(option.why))),
    ),
  );
}

/** @param {Option} option @returns {Child} */
function tag({ key, chosen }) {
  if (!key && !chosen) return null;
  const words = key ? (chosen ? t("Your answer, the right one") : t("Right answer")) : t("Your answer");
  return h("strong", { class: "tag" }, drawing(key ? ICONS.check : CROSS), words);
}

/** @param {Source[]} list @returns {HTMLElement | null} */
function sources(list) {
  if (list.length === 0) return null;
  const lines = list.map(({ title, where, url }) => {
    const address = webUrl(url);
    const name = address === null ? title : h("a", { href: address, rel: "noopener noreferrer" }, title);
    return h("li", null, name, where === null ? null : `, ${where}`);
  });
  return h("div", null, h("p", { class: "label" }, t("Sources")), h("ul", { class: "sources" }, lines));
}

/** @param {Question} question @param {Around} around @returns {[string, Child][]} */
function aboutQuestion(question, { changes }) {
  const time = span(question.seconds);
  /** @type {([string, Child] | null)[]} */
  const pairs = [
    [t("Status"), inLanguage(question.status_text)],
    [t("Your answer"), question.choice === null ? t("none") : question.choice],
    changed(question, changes),
    [t("Time"), question.over_budget ? t("{time}, over budget", { time }) : time],
    [t("Domain"), inLanguage(question.domain_title)],
    [t("Topic"), inLanguage(question.topic_title)],
    question.lesson === null ? null : [t("Lesson"), lessonName(question.lesson)],
    question.seen_before ? [t("Seen before"), t("in an earlier attempt")] : null,
    [t("Difficulty"), inLanguage(question.difficulty_text)],
    [t("Checked by"), inLanguage(question.review_text)],
    [t("Facts checked"), month(question.as_of)],
    [t("Reference"), t("{item}, revision {revision}", { item: question.item, revision: number(question.revision) })],
  ];
  return pairs.filter((pair) => pair !== null);
}

/** @param {Question} question @param {Map<string, import("./types.js").Text>} words @returns {[string, Child] | null} */
function changed({ change, first_choice }, words) {
  if (change === null) return null;
  const kind = words.get(change);
  const effect = kind === undefined ? change : inLanguage(kind);
  return [t("First answer"), first_choice === null ? effect : t("{letter} ({effect})", { letter: first_choice, effect })];
}

/**
 * Text with its emphasised words.
 * @param {string} text
 * @returns {Child[]}
 */
function prose(text) {
  return runs(text).map((run) => (run.strong ? h("strong", null, run.text) : run.text));
}

/** A month written as 2026-11, in words. @param {string} written @returns {string} */
function month(written) {
  const [year, ordinal] = written.split("-").map(Number);
  if (year === undefined || ordinal === undefined) return written;
  const format = new Intl.DateTimeFormat(language(), { month: "long", year: "numeric", timeZone: "UTC" });
  return format.format(new Date(Date.UTC(year, ordinal - 1, 1)));
}
