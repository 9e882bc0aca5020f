/** What the student wrote, and all that a grader should know of it before reading. */

import { h } from "../../web/dom.js";
import { number, t, tn } from "../../web/i18n.js";
import { languageName, nameOf, notice, pointsText, prose, when } from "./parts.js";

/** @typedef {import("./types.js").Copy} Copy */
/** @typedef {import("./types.js").Task} Task */
/** @typedef {import("./sheet.js").Sheet} Sheet */

/** The copy. @param {Task} task @param {Copy} copy @param {Sheet} sheet @param {string} me @returns {HTMLElement} */
export function copyView(task, copy, sheet, me) {
  const title = h("h1", { id: "copy-title", tabindex: -1 }, t("Copy {n}", { n: number(copy.number) }), copy.name === null ? null : ` – ${copy.name}`);
  return h(
    "article",
    { class: "copy", "aria-labelledby": "copy-title" },
    h("div", { class: "copy-head" }, title, h("p", { class: "small muted" }, facts(task, copy).join(" · "))),
    notices(task, copy, sheet, me),
    h("details", { class: "question" }, h("summary", null, t("What was asked")), h("div", { lang: copy.lang }, prose(task.prompt, copy.lang))),
    answerView(copy),
    pastView(copy),
  );
}

/** @param {Task} task @param {Copy} copy */
function facts(task, copy) {
  const list = [languageName(copy.lang)];
  if (copy.words !== null) list.push(task.words === null ? tn("{n} word", "{n} words", copy.words) : tn("{n} word, {most} at most", "{n} words, {most} at most", copy.words, { most: number(task.words) }));
  if (copy.as_second) list.push(t("you are the second grader"));
  return list;
}

/** @param {Task} task @param {Copy} copy @param {Sheet} sheet @param {string} me @returns {HTMLElement[]} */
function notices(task, copy, sheet, me) {
  const list = [];
  const over = (copy.words ?? 0) - (task.words ?? Infinity);
  if (over > 0) list.push(notice("warn", tn("Over the limit by {n} word.", "Over the limit by {n} words.", over)));
  if (copy.changed && sheet.source === "earlier" && copy.earlier !== null) {
    const { by, at } = copy.earlier;
    list.push(notice("warn", t("The text has changed since it was marked. The levels here are those of the earlier text ({name}, {when}): go through them again.", { name: nameOf(copy.people, by), when: when(at) })));
  } else if (copy.changed) list.push(notice("warn", t("The text has changed since it was marked.")));
  if (copy.gradebook !== null) list.push(formgrader(copy));
  if (sheet.source === "draft" && !sheet.sameAnswer) list.push(notice("warn", t("You began on another version of this text: go through the levels again.")));
  if (copy.mark !== null && copy.mark.by !== me && copy.second === null) {
    list.push(notice("plain", t("Marked by {name}, {when}: {points}. If you save, your mark counts instead.", { name: nameOf(copy.people, copy.mark.by), when: when(copy.mark.at), points: pointsText(copy.mark.points) })));
  }
  if (copy.second !== null && copy.mark !== null) {
    list.push(notice("plain", t("Read twice: {first} gave {one}, {second} gave {other}. The first mark counts, or the one you save now.", { first: nameOf(copy.people, copy.mark.by), one: pointsText(copy.mark.points), second: nameOf(copy.people, copy.second.by), other: pointsText(copy.second.points) })));
  }
  return list;
}

/** @param {Copy} copy */
function formgrader({ gradebook, mark, lang }) {
  const points = gradebook?.points ?? null;
  const apart = points !== null && points !== mark?.points;
  const words = apart ? t("Formgrader says {points}, and that counts until you save here again.", { points: pointsText(points) }) : t("The comment was changed in formgrader, and that counts until you save here again.");
  const own = mark === null ? "" : t("Here it was {points}.", { points: pointsText(mark.points) });
  const comment = gradebook?.comment ?? "";
  return notice("warn", words, " ", own, comment.trim() === "" ? null : h("details", null, h("summary", null, t("Its comment")), h("span", { class: "quoted", lang }, comment)));
}

/** @param {Copy} copy @returns {HTMLElement} */
function answerView({ answer, lang }) {
  if (answer === null) return h("p", { class: "muted" }, t("Nothing was written."));
  if ("text" in answer) {
    const parts = answer.text.split(/\n\s*\n/u).filter((part) => part.trim() !== "");
    return h("div", { class: "student-text", lang }, parts.map((part) => h("p", null, part.trim())));
  }
  const rows = answer.rows.map((row) => h("tr", null, row.map((cell, at) => h("td", { "data-head": answer.head[at] ?? "", class: cell === "" ? "nothing" : null }, cell))));
  return h("table", { class: "student-plan", lang }, h("thead", null, h("tr", null, answer.head.map((head) => h("th", { scope: "col" }, head)))), h("tbody", null, rows));
}

/** @param {Copy} copy */
function pastView(copy) {
  if (copy.past.length < 2 && !copy.changed) return null;
  const how = { first: t("marked"), second: t("second grader"), gradebook: t("set in formgrader") };
  const lines = copy.past.map((one) => {
    const parts = [when(one.at), how[/** @type {keyof typeof how} */ (one.how)] ?? one.how, nameOf(copy.people, one.by), one.points === null ? "" : pointsText(one.points), one.same_answer ? "" : t("of an earlier text")];
    return h("li", null, parts.filter((part) => part !== "").join(" · "));
  });
  return h("details", { class: "past" }, h("summary", null, t("Marks so far")), h("ul", { class: "small" }, lines));
}
