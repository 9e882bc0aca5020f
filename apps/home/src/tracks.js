/** The tracks of the curriculum: lessons in order, and how far the reader has come. */

import { h } from "../../web/dom.js";
import { inLanguage, language, number, t, tn } from "../../web/i18n.js";

/** @typedef {import("../../web/dom.js").Child} Child */
/** @typedef {{en: string, fr: string}} Text */
/**
 * @typedef {object} Lesson as `GET /api/tracks` lists it
 * @property {string} lesson `module/n`
 * @property {Text} title
 * @property {Text} module
 * @property {Text} summary
 * @property {number} parts lessons of the module
 * @property {{en?: number, fr?: number}} minutes
 * @property {number} things activities, and the knowledge check
 * @property {number | null} done how many of them; null where nobody keeps count
 * @property {boolean} optional
 */
/** @typedef {{id: string, title: Text, summary: Text, notice: Text | null, lessons: Lesson[]}} Track */

/**
 * The tracks side by side; null as long as there is nothing to read.
 * @param {Track[]} tracks
 * @param {(lesson: string) => string} address
 * @returns {HTMLElement | null}
 */
export function tracksSection(tracks, address) {
  if (tracks.every(({ lessons }) => lessons.length === 0)) return null;
  return h(
    "section",
    { class: "tracks", "aria-labelledby": "tracks-title" },
    h("h2", { id: "tracks-title" }, t("Lessons")),
    h("p", { class: "measure" }, t("Two orders to read in. Lessons open in JupyterLab: read, try the activities, come back when you like; there is no code to write.")),
    h("div", { class: "track-list" }, tracks.filter(({ lessons }) => lessons.length > 0).map((track) => trackPart(track, address))),
  );
}

/** @param {Track} track @param {(lesson: string) => string} address @returns {HTMLElement} */
function trackPart(track, address) {
  const needed = track.lessons.filter(({ optional }) => !optional);
  const more = track.lessons.filter(({ optional }) => optional);
  const next = nextLesson(needed);
  return h(
    "section",
    { class: "track", "aria-labelledby": `track-${track.id}` },
    h("h3", { id: `track-${track.id}` }, inLanguage(track.title)),
    h("p", null, inLanguage(track.summary)),
    track.notice === null ? null : h("p", { class: "small muted" }, inLanguage(track.notice)),
    overall(needed),
    next === null ? null : h("p", null, h("a", { class: "button", href: address(next.lesson) }, isBegun(next) ? t("Go on: {lesson}", { lesson: inLanguage(next.title) }) : t("Begin: {lesson}", { lesson: inLanguage(next.title) }))),
    h("ol", { class: "lessons" }, needed.map((lesson) => lessonLine(lesson, address))),
    more.length === 0 ? null : h("details", { id: `more-${track.id}` }, h("summary", null, t("Optional lessons")), h("ul", { class: "lessons" }, more.map((lesson) => lessonLine(lesson, address)))),
  );
}

/** @param {Lesson} lesson @param {(lesson: string) => string} address @returns {HTMLElement} */
function lessonLine(lesson, address) {
  const minutes = lesson.minutes[language()] ?? 0;
  return h(
    "li",
    { class: isFinished(lesson) ? "finished" : null },
    h("a", { href: address(lesson.lesson) }, inLanguage(lesson.title)),
    h(
      "span",
      { class: "small muted number" },
      lesson.parts > 1 ? `${inLanguage(lesson.module)} · ` : null,
      t("about {n} min", { n: number(minutes) }),
      ...progress(lesson),
    ),
  );
}

/** @param {Lesson} lesson @returns {Child[]} */
function progress(lesson) {
  if (lesson.done === null || lesson.done === 0) return [];
  if (isFinished(lesson)) return [" · ", h("strong", null, t("finished"))];
  return [" · ", t("{part} of {whole} activities done", { part: number(lesson.done), whole: number(lesson.things) })];
}

/** How much of a track is finished, as words and as a bar. @param {Lesson[]} lessons @returns {Child} */
function overall(lessons) {
  if (lessons.some(({ done }) => done === null)) return null;
  const finished = lessons.filter(isFinished).length;
  return h(
    "p",
    { class: "track-progress small" },
    h("progress", { value: finished, max: lessons.length, "aria-hidden": "true" }),
    h("span", null, tn("{n} lesson of {whole} finished", "{n} lessons of {whole} finished", finished, { whole: number(lessons.length) })),
  );
}

/**
 * The lesson to open next: the first one begun, else the first one not finished.
 * @param {Lesson[]} lessons
 * @returns {Lesson | null}
 */
export function nextLesson(lessons) {
  const open = lessons.filter((lesson) => !isFinished(lesson));
  return open.find(isBegun) ?? open[0] ?? null;
}

/** @param {Lesson} lesson @returns {boolean} */
function isFinished({ done, things }) {
  return done !== null && things > 0 && done >= things;
}

/** @param {Lesson} lesson @returns {boolean} */
function isBegun({ done }) {
  return done !== null && done > 0;
}
