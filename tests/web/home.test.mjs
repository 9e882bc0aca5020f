import assert from "node:assert/strict";
import { test } from "node:test";

import { sameButTime } from "../../apps/home/src/attempts.js";
import { nextLesson } from "../../apps/home/src/tracks.js";
import { comparable } from "../../apps/home/src/trend.js";

/** @param {string} id @param {string} mode @param {string} title @returns {any} */
const closed = (id, mode, title) => ({ id, mode, title: { en: title, fr: title } });
/** @param {object} changes @returns {any} */
const open = (changes) => ({ id: "a", state: "open", answered: 3, untimed: false, remaining_ms: 9000, ...changes });

test("only attempts of the kind of the latest are compared", () => {
  const history = [closed("1", "full", "Full"), closed("2", "domain", "Quality"), closed("3", "domain", "Ethics"), closed("4", "full", "Full")];
  assert.deepEqual(comparable(history).map(({ id }) => id), ["1", "4"]);
  assert.deepEqual(comparable([]), []);
});

test("the chart holds the last twelve attempts", () => {
  const history = Array.from({ length: 15 }, (_, index) => closed(String(index), "full", "Full"));
  assert.deepEqual(comparable(history).map(({ id }) => id).slice(0, 1), ["3"]);
  assert.equal(comparable(history).length, 12);
});

test("time alone does not redraw the page; an answer, an end, a report or a lesson does", () => {
  const before = { attempts: [open({})], history: [], tracks: [track([lesson({})])], cases: [] };
  assert.equal(sameButTime(before, { ...before, attempts: [open({ remaining_ms: 10 })] }), true);
  assert.equal(sameButTime(before, { ...before, attempts: [open({ answered: 4 })] }), false);
  assert.equal(sameButTime(before, { ...before, attempts: [open({ state: "expired" })] }), false);
  assert.equal(sameButTime(before, { ...before, history: [closed("1", "full", "Full")] }), false);
  assert.equal(sameButTime(before, { ...before, tracks: [track([lesson({ done: 1 })])] }), false);
});

test("the lesson to open next is the first one begun, else the first one not finished", () => {
  const [finished, fresh, begun] = [lesson({ done: 9 }), lesson({ lesson: "process/1" }), lesson({ lesson: "care-management/1", done: 2 })];
  assert.equal(nextLesson([finished, fresh, begun])?.lesson, "care-management/1");
  assert.equal(nextLesson([finished, fresh])?.lesson, "process/1");
  assert.equal(nextLesson([finished]), null);
  assert.equal(nextLesson([lesson({ done: null })])?.lesson, "definitions/1");
});

/** @param {object} changed @returns {import("../../apps/home/src/tracks.js").Lesson} */
function lesson(changed) {
  const text = { en: "A", fr: "A" };
  return { lesson: "definitions/1", title: text, module: text, summary: text, parts: 1, minutes: { en: 70, fr: 75 }, things: 9, done: 0, optional: false, ...changed };
}

/** @param {import("../../apps/home/src/tracks.js").Lesson[]} lessons @returns {import("../../apps/home/src/tracks.js").Track} */
function track(lessons) {
  return { id: "diu", title: { en: "DIU", fr: "DIU" }, summary: { en: "A", fr: "A" }, notice: null, lessons };
}
