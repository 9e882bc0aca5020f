/** What to study next, the candidate's attempts over time, and what the report says of itself. */

import { lessonUrl } from "../../web/address.js";
import { h } from "../../web/dom.js";
import { percent } from "../../web/figures.js";
import { dateTime, inLanguage, language, number, t, tn } from "../../web/i18n.js";
import { scale } from "../../web/scale.js";
import { questionLinks, remarks, section, table } from "./parts.js";
import { reportUrl } from "./addresses.js";
import { ends } from "./total.js";

/** @typedef {import("./types.js").Report} Report */
/** @typedef {import("./types.js").Lesson} Lesson */
/** @typedef {import("./types.js").HistoryPoint} HistoryPoint */
/** @typedef {import("./types.js").StudyTopic} StudyTopic */
/** @typedef {import("../../web/dom.js").Child} Child */

// Topics listed at once; the rest waits behind a disclosure.
const FIRST_TOPICS = 8;

/**
 * Topics of missed questions, in the order to study them.
 * @param {Report} report
 * @returns {HTMLElement}
 */
export function studySection({ study }) {
  const [first, rest] = [study.topics.slice(0, FIRST_TOPICS), study.topics.slice(FIRST_TOPICS)];
  return section(
    "study",
    t("What to study next"),
    h("p", { class: "measure" }, inLanguage(study.sentence)),
    first.length === 0 ? null : topicTable(t("Topics with missed questions"), first),
    rest.length === 0
      ? null
      : h(
          "details",
          { class: "more" },
          h("summary", null, tn("{n} more topic", "{n} more topics", rest.length)),
          topicTable(t("More topics with missed questions"), rest),
        ),
  );
}

/** @param {string} caption @param {StudyTopic[]} topics @returns {HTMLElement} */
function topicTable(caption, topics) {
  const withLessons = topics.some(({ lessons }) => lessons.length > 0);
  /** @type {import("./parts.js").Column[]} */
  const heads = [
    { head: t("Topic") },
    { head: t("Missed"), kind: "figure" },
    { head: t("Questions concerned") },
    ...(withLessons ? [{ head: t("Lesson") }] : []),
  ];
  const rows = topics.map((topic) => {
    /** @type {Child[]} */
    const cells = [
      h("span", null, inLanguage(topic.title), h("span", { class: "under" }, inLanguage(topic.domain_title))),
      t("{part} of {whole}", { part: number(topic.missed), whole: number(topic.asked) }),
      questionLinks(topic.positions),
    ];
    return withLessons ? [...cells, h("span", null, topic.lessons.map((lesson) => h("span", { class: "line" }, lessonName(lesson))))] : cells;
  });
  return table(caption, heads, rows, "topics");
}

/**
 * A lesson as a link, or as text as long as it is not written.
 * @param {Lesson} lesson
 * @returns {Child}
 */
export function lessonName({ module, title }) {
  const address = title === null ? null : lessonUrl(module, language());
  return address === null || title === null ? module : h("a", { href: address }, inLanguage(title));
}

/**
 * The candidate's closed attempts, oldest first, with what can be said of their trend.
 * @param {Report} report
 * @returns {HTMLElement}
 */
export function historySection({ history, cut }) {
  /** @type {import("./parts.js").Column[]} */
  const heads = [
    { head: t("Date") },
    { head: t("Exam") },
    { head: t("Score"), kind: "figure" },
    { head: t("90% interval"), kind: "drawn" },
  ];
  return section(
    "history",
    t("Your attempts"),
    h("p", { class: "measure" }, inLanguage(history.trend.sentence)),
    table(t("Closed attempts, oldest first, on a line from 0 to 100%"), heads, history.points.map((point) => attemptRow(point, cut.share)), "attempts"),
  );
}

/** @param {HistoryPoint} point @param {number} cut @returns {Child[]} */
function attemptRow(point, cut) {
  const title = inLanguage(point.title);
  const when = dateTime(point.finished_at);
  return [
    point.current
      ? h("strong", null, when)
      : h("a", { href: reportUrl(point.id), "aria-label": t("Report of {exam}, {date}", { exam: title, date: when }) }, when),
    h("span", null, title, point.current ? h("strong", { class: "under" }, t("this report")) : null),
    h(
      "span",
      null,
      t("{part} of {whole}", { part: number(point.correct), whole: number(point.scored) }),
      h("span", { class: "under" }, percent(point.share)),
    ),
    h(
      "span",
      { class: "drawing" },
      scale({ point: point.share, wide: point.interval, cut }),
      h("span", { class: "under number" }, ends(point.interval)),
    ),
  ];
}

/**
 * Every caveat of the report.
 * @param {Report} report
 * @returns {HTMLElement}
 */
export function notesSection({ notes }) {
  return section("about", t("About this report"), remarks(notes));
}
