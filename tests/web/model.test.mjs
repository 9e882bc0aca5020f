import assert from "node:assert/strict";
import { test } from "node:test";

import {
  choose,
  differs,
  highlight,
  tally,
  toggleFlag,
  toggleStrike,
  unhighlight,
  untouched,
  writeNote,
} from "../../apps/exam/src/model.js";
import { chance } from "./world.mjs";

const answer = untouched(7);
const en = (/** @type {number} */ start, /** @type {number} */ end) => ({ lang: /** @type {const} */ ("en"), start, end });

test("choosing a struck option restores it; taking the choice back leaves the others struck", () => {
  const struck = toggleStrike(toggleStrike(answer, "c"), "a");
  assert.deepEqual(struck.struck, ["a", "c"]);
  const chosen = choose(struck, "c");
  assert.deepEqual([chosen.choice, chosen.struck], ["c", ["a"]]);
  assert.deepEqual(choose(chosen, null).struck, ["a"]);
});

test("striking twice changes nothing, and never the choice", () => {
  const chosen = choose(answer, "b");
  assert.equal(toggleStrike(chosen, "b").choice, "b");
  assert.deepEqual(toggleStrike(toggleStrike(chosen, "d"), "d"), chosen);
});

test("no change alters the answer it starts from", () => {
  const before = structuredClone(answer);
  toggleFlag(answer);
  toggleStrike(answer, "a");
  highlight(answer, en(0, 4));
  assert.deepEqual(answer, before);
});

test("highlights that touch become one, in one language only", () => {
  const marked = highlight(highlight(highlight(answer, en(0, 5)), en(10, 15)), { lang: "fr", start: 4, end: 12 });
  const joined = highlight(marked, en(5, 10));
  assert.deepEqual(joined.highlights, [en(0, 15), { lang: "fr", start: 4, end: 12 }]);
});

test("an empty highlight is none", () => {
  assert.equal(highlight(answer, en(4, 4)), answer);
});

test("removing a highlight spares its neighbours and the other language", () => {
  const marked = highlight(highlight(answer, en(0, 5)), en(10, 15));
  assert.deepEqual(unhighlight(marked, en(3, 8)).highlights, [en(10, 15)]);
  assert.deepEqual(unhighlight(marked, en(5, 10)).highlights, marked.highlights);
  assert.deepEqual(unhighlight(marked, { lang: "fr", start: 0, end: 99 }).highlights, marked.highlights);
});

test("however one highlights, passages stay apart, in order, and say the same characters", () => {
  const random = chance(11);
  let current = answer;
  const marked = new Set();
  for (let step = 0; step < 200; step += 1) {
    const start = Math.floor(random() * 90);
    const end = start + 1 + Math.floor(random() * 6);
    current = highlight(current, en(start, end));
    for (let at = start; at < end; at += 1) marked.add(at);
    const said = current.highlights.flatMap((span) => Array.from({ length: span.end - span.start }, (_, index) => span.start + index));
    assert.deepEqual(said, [...marked].sort((a, b) => a - b));
  }
});

test("the server takes fifty highlights: one more is not made", () => {
  let current = answer;
  for (let at = 0; at < 60; at += 1) current = highlight(current, en(at * 10, at * 10 + 1));
  assert.equal(current.highlights.length, 50);
});

test("a note is cut to what the server takes", () => {
  assert.equal(writeNote(answer, "é".repeat(2_001)).note.length, 2_000);
});

test("time on screen and sequence are no difference; deeds are", () => {
  assert.equal(differs(answer, { ...answer, seq: 9, spent_ms: 4_000 }), false);
  for (const deed of [toggleFlag(answer), choose(answer, "a"), toggleStrike(answer, "a"), writeNote(answer, "x"), highlight(answer, en(0, 1))]) {
    assert.equal(differs(answer, deed), true);
  }
});

test("the tally counts unseen questions as unanswered", () => {
  const answers = [choose(untouched(1), "a"), toggleFlag(untouched(2)), toggleFlag(choose(untouched(3), "b"))];
  assert.deepEqual(tally(answers, 10), { answered: 2, unanswered: 8, flagged: 2 });
});
