/** The report as one document: its head, its contents, its sections. */

import { h } from "../../web/dom.js";
import { dateTime, inLanguage, language, number, t, tn } from "../../web/i18n.js";
import { fileUrl } from "./addresses.js";
import { domainsSection } from "./domains.js";
import { changesSection, paceSection } from "./pace.js";
import { historySection, notesSection, studySection } from "./study.js";
import { chanceSection, totalSection } from "./total.js";

/** @typedef {import("./types.js").Report} Report */
/** @typedef {import("./review.js").Review} Review */

/**
 * The whole report in the current language.
 * @param {Report} report
 * @param {Review} review
 * @returns {HTMLElement}
 */
export function reportDocument(report, review) {
  const sections = [
    totalSection(report),
    chanceSection(report),
    domainsSection(report),
    paceSection(report),
    changesSection(report),
    studySection(report),
    historySection(report),
    notesSection(report),
    review.draw(),
  ];
  return h("main", { id: "parcours-report", class: "document report", tabindex: -1 }, head(report), contentsList(sections), h("div", { class: "sections" }, sections));
}

/** @param {Report} report @returns {HTMLElement} */
function head(report) {
  const independence = report.notes[0];
  return h(
    "header",
    { class: "report-head" },
    h("p", { class: "kicker" }, inLanguage(report.title)),
    h("h1", null, t("Score report")),
    h("p", { class: "head-facts" }, headFacts(report).join(" · ")),
    independence === undefined ? null : h("p", { class: "small muted measure" }, inLanguage(independence.text)),
    h(
      "p",
      { class: "files" },
      h("a", { class: "button", href: fileUrl(report.attempt, "pdf", language()), download: true }, t("PDF of this report")),
      h("a", { class: "button quiet", href: fileUrl(report.attempt, "csv", language()), download: true }, t("CSV, one row per question")),
    ),
  );
}

/** @param {Report} report @returns {string[]} */
function headFacts(report) {
  const facts = [
    dateTime(report.finished_at),
    inLanguage(report.state_text),
    tn("{n} question", "{n} questions", report.questions),
    tn("{n} scored", "{n} scored", report.scored),
  ];
  if (report.factor === null) facts.push(t("Untimed"));
  else if (report.factor !== 1) facts.push(t("Time × {factor}", { factor: number(report.factor) }));
  return facts;
}

/**
 * Links to the sections, under their own titles.
 * @param {HTMLElement[]} sections
 * @returns {HTMLElement}
 */
function contentsList(sections) {
  const links = sections.map((one) => h("li", null, h("a", { href: `#${one.id}` }, one.querySelector("h2")?.textContent ?? one.id)));
  return h("nav", { class: "contents", "aria-label": t("Contents of this report") }, h("ol", null, links));
}
