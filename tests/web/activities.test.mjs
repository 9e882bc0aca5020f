import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import * as checking from "../../apps/lessons/src/checking.js";
import * as deciding from "../../apps/lessons/src/deciding.js";
import { delayed } from "../../apps/web/delay.js";
import * as exploring from "../../apps/lessons/src/exploring.js";
import * as finding from "../../apps/lessons/src/finding.js";
import { mixed } from "../../apps/lessons/src/mixing.js";
import * as numerals from "../../apps/lessons/src/numerals.js";
import * as ordering from "../../apps/lessons/src/ordering.js";
import * as placing from "../../apps/lessons/src/placing.js";
import { plain, runs } from "../../apps/lessons/src/prose.js";

const path = new URL("../apps/lessons/specs.json", import.meta.url);
const SPECS = JSON.parse(await readFile(path, "utf8")).en;
const ORDER = SPECS["first-week"];
const NUMBER = SPECS["hours-left"];
const RIGHT = ["consent", "visit", "call-nurse", "call-helper", "plan"];

test("mixing depends on the seed alone and loses nothing", () => {
  const things = [1, 2, 3, 4, 5, 6];
  assert.deepEqual(mixed(things, "a"), mixed(things, "a"));
  assert.notDeepEqual(mixed(things, "a"), mixed(things, "b"));
  assert.deepEqual([...mixed(things, "a")].sort(), things);
});

test("emphasis is seen, arithmetic and lone stars are left alone", () => {
  assert.deepEqual(runs("a *b* **c**"), [
    { text: "a ", mark: null },
    { text: "b", mark: "em" },
    { text: " ", mark: null },
    { text: "c", mark: "strong" },
  ]);
  for (const text of ["2 * 3 * 4", "a star *", "**", "<b>bold</b>"]) assert.deepEqual(runs(text), [{ text, mark: null }]);
  assert.equal(plain("**Read *this*\nnow**"), "Read this now");
});

test("steps that are tied are right in either order", () => {
  assert.deepEqual(ordering.wrongPairs(ORDER, RIGHT), []);
  assert.deepEqual(ordering.wrongPairs(ORDER, ["consent", "visit", "call-helper", "call-nurse", "plan"]), []);
  assert.deepEqual(ordering.wrongPairs(ORDER, ["visit", "consent", "call-helper", "call-nurse", "plan"]), [["visit", "consent"]]);
});

test("feedback is on neighbours, and on others only where all neighbours are right", () => {
  assert.deepEqual(ordering.wrongPairs(ORDER, [...RIGHT].reverse()), [
    ["plan", "call-helper"],
    ["call-nurse", "visit"],
    ["visit", "consent"],
  ]);
  const loose = { ...ORDER, steps: ORDER.steps.slice(0, 3), ties: [["consent", "visit"], ["visit", "call-nurse"]] };
  assert.deepEqual(ordering.wrongPairs(loose, ["call-nurse", "visit", "consent"]), [["call-nurse", "consent"]]);
});

test("the steps in a right order with one another are counted", () => {
  assert.equal(ordering.inPlace(ORDER, RIGHT), 5);
  assert.equal(ordering.inPlace(ORDER, ["plan", ...RIGHT.slice(0, 4)]), 4);
  assert.equal(ordering.inPlace({ ...ORDER, ties: [] }, [...RIGHT].reverse()), 1);
});

test("an order never begins right and is the same at each visit", () => {
  for (let n = 0; n < 200; n += 1) {
    const spec = { ...ORDER, id: `order-${n}` };
    const { order } = ordering.begin(spec);
    assert.notDeepEqual(ordering.wrongPairs(spec, order), []);
    assert.deepEqual(ordering.begin(spec).order, order);
  }
});

test("a step moves by one place and stops at the ends", () => {
  assert.deepEqual(ordering.moved(["a", "b", "c"], "c", -1), ["a", "c", "b"]);
  const same = ["a", "b"];
  assert.equal(ordering.moved(same, "b", 1), same);
});

/** @param {string} text @param {"en" | "fr"} lang */
const first = (text, lang) => numerals.read(text, lang, "heures par mois").values[0];

test("numbers are read as each language writes them", () => {
  for (const text of ["1234.5", "1,234.5", "1 234,5", "1\u202f234,5", "1.234,5", "1’234.5", " 1234,5 heures ", "1 234,5 heures par mois"]) {
    for (const lang of /** @type {const} */ (["en", "fr"])) assert.equal(first(text, lang), 1234.5, `${text} ${lang}`);
  }
  assert.equal(first("1,234", "en"), 1234);
  assert.equal(first("1,234", "fr"), 1.234);
  assert.equal(first("1,234,567", "fr"), 1234567);
  assert.equal(first("−3,5", "fr"), -3.5);
  assert.equal(first(",5", "fr"), 0.5);
  assert.equal(first("12 %", "fr"), 12);
  assert.equal(first("$1,200", "en"), 1200);
  assert.equal(first("0", "en"), 0);
});

test("what is no number is told apart by what would mend it", () => {
  const flaws = { "": "empty", heures: "empty", douze: "words", "2*5": "words", "5/2": "words", "9 or 10": "words", "9-10": "several", "9 10": "several", "1,2,3": "marks", "1.2,3.4": "marks" };
  for (const [text, flaw] of Object.entries(flaws)) assert.equal(numerals.read(text, "fr", "heures").flaw, flaw, text);
});

test("a wrong figure is told what is wrong with it", () => {
  const verdict = (/** @type {number[]} */ ...values) => numerals.judge(NUMBER, values).verdict;
  assert.equal(verdict(9), "right");
  assert.equal(verdict(9.1), "right");
  assert.equal(verdict(9.2), "high");
  assert.equal(verdict(8), "low");
  assert.equal(verdict(14.05), "mistake");
  assert.equal(numerals.judge(NUMBER, [14]).why, NUMBER.mistakes[0].why);
  assert.equal(verdict(90), "decimal");
  assert.equal(verdict(0.9), "decimal");
  assert.equal(numerals.judge({ ...NUMBER, answer: 0.3, tolerance: 0 }, [0.1 + 0.2]).verdict, "right");
});

test("a figure of an ambiguous text is right if one of its readings is", () => {
  const spec = { ...NUMBER, answer: 1234, tolerance: 0 };
  const state = { text: "1,234", checked: "1,234", tries: 1, shown: false };
  assert.equal(numerals.isDone(spec, state), true);
});

test("an answer changed since the last check has no mark", () => {
  const spec = SPECS["who-does-it"];
  const row = placing.rowsOf(spec).find(({ id }) => id === "protect");
  assert.ok(row);
  const state = { ...placing.begin(), answers: { protect: "doctor" }, checked: { protect: "doctor" }, tries: 1 };
  assert.equal(placing.markOf(row, state), "wrong");
  assert.equal(placing.markOf(row, { ...state, answers: { protect: "judge" } }), null);
  assert.equal(placing.markOf(row, { ...state, answers: { protect: "judge" }, checked: { protect: "judge" } }), "right");
});

test("rows of every kind are done when each is right, or the answer shown", () => {
  for (const id of ["who-does-it", "words-and-needs", "two-notes"]) {
    const spec = SPECS[id];
    const answers = Object.fromEntries(placing.rowsOf(spec).map((row) => [row.id, row.answer]));
    const state = { answers, checked: answers, tries: 1, shown: false };
    assert.equal(placing.isDone(spec, state), true, id);
    assert.equal(placing.isDone(spec, { ...state, checked: {} }), false, id);
    assert.equal(placing.isDone(spec, { ...placing.begin(), shown: true }), true, id);
    const [row] = placing.rowsOf(spec);
    assert.deepEqual(placing.tally(spec, { ...state, checked: { [row?.id ?? ""]: row?.answer ?? "" } }), { right: 1, open: 0, all: placing.rowsOf(spec).length });
  }
});

test("two left sides may have the same right side", () => {
  const pairs = [
    { id: "a", left: "A", right: "same", why: "" },
    { id: "b", left: "B", right: "same", why: "" },
    { id: "c", left: "C", right: "other", why: "" },
  ];
  const spec = { ...SPECS["words-and-needs"], pairs, extra: [] };
  assert.equal(placing.rightSides(spec).length, 2);
  assert.deepEqual(placing.rowsOf(spec).map(({ answer }) => answer), ["a", "a", "c"]);
});

test("lines are found, missed, or ticked with nothing wrong", () => {
  const spec = SPECS["the-letter"];
  const state = { ticked: ["told", "thanks"], tries: 1, shown: true };
  assert.deepEqual(finding.tally(spec, state), { found: 1, missed: 1, wrongly: 1 });
  assert.equal(finding.isDone(spec, state), true);
});

test("a decision is done when the best option of each round is found", () => {
  const spec = SPECS["at-the-door"];
  const tried = { refusal: ["leave", "explain"] };
  assert.equal(deciding.isOver(spec.rounds[0], { tried, reached: 0 }), true);
  assert.equal(deciding.isDone(spec, { tried, reached: 1 }), false);
  assert.equal(deciding.isDone(spec, { tried: { ...tried, later: ["ask"] }, reached: 1 }), true);
  assert.equal(deciding.restore(spec, { tried: {}, reached: 1 }).reached, 0);
});

test("an answer to a question whose wording has changed is asked again", () => {
  const spec = SPECS.check;
  const [one, two] = spec.items;
  const given = { "item-one": { revision: 1, chosen: ["b"], answered: true }, "item-two": { revision: 1, chosen: ["a"], answered: true } };
  const state = checking.restore(spec, { given, at: 2 });
  assert.equal(checking.isRight(one, state), true);
  assert.equal(state.given[two.id], undefined);
  assert.equal(state.at, 1);
  assert.equal(checking.isDone(spec, state), false);
});

const KINDS = { "who-does-it": placing, "words-and-needs": placing, "two-notes": placing, "first-week": ordering, "at-the-door": deciding, "the-letter": finding, "hours-left": numerals, check: checking };

test("whatever was kept, an activity can be gone on with", () => {
  const strange = [{}, { answers: 3, checked: null, tries: "x" }, { answers: { gone: "doctor", protect: "gone" } }, { order: ["plan"] }, { order: 1, checked: [1] }, { tried: { refusal: "explain", gone: [] }, reached: 99 }, { ticked: "told" }, { ticked: ["gone"] }, { text: 9, checked: {} }, { given: { "item-one": null }, at: -3 }, { given: [], at: 1.5 }];
  for (const [id, kind] of Object.entries(KINDS)) {
    for (const kept of strange) {
      const state = kind.restore(SPECS[id], /** @type {any} */ (kept));
      assert.equal(kind.isDone(SPECS[id], /** @type {any} */ (state)), false, `${id} ${JSON.stringify(kept)}`);
    }
  }
});

test("a state that was kept comes back as it was", () => {
  const states = {
    "who-does-it": { answers: { protect: "judge" }, checked: {}, tries: 2, shown: false },
    "first-week": { order: [...RIGHT].reverse(), checked: RIGHT, tries: 1, shown: true },
    "at-the-door": { tried: { refusal: ["leave", "explain"], later: [] }, reached: 1 },
    "the-letter": { ticked: ["thanks", "told"], tries: 0, shown: false },
    "hours-left": { text: "14", checked: "14", tries: 1, shown: false },
    check: { given: { "item-one": { revision: 1, chosen: ["a"], answered: true } }, at: 1 },
  };
  for (const [id, state] of Object.entries(states)) {
    const kind = KINDS[/** @type {keyof typeof KINDS} */ (id)];
    assert.deepEqual(kind.restore(SPECS[id], JSON.parse(JSON.stringify(state))), state, id);
  }
});

test("many changes are told once, and at once when the page is left", async () => {
  let told = 0;
  const news = delayed(() => (told += 1), 20);
  news.flush();
  assert.equal(told, 0);
  news.soon();
  news.soon();
  news.flush();
  assert.equal(told, 1);
  news.soon();
  await new Promise((resolve) => setTimeout(resolve, 40));
  assert.equal(told, 2);
});

test("an exploration counts the results seen and is restored where its choices still exist", () => {
  const spec = SPECS["what-is-counted"];
  const begun = exploring.begin(spec);
  assert.deepEqual([begun.choices, begun.seen], [{ count: "people" }, ["people"]]);
  const moved = exploring.chosen(spec, begun, "count", "acuity");
  assert.deepEqual(moved.seen, ["people", "acuity"]);
  assert.equal(exploring.resultOf(spec, moved)?.rows[0]?.[2], "1.2");
  assert.deepEqual(exploring.chosen(spec, moved, "count", "people").seen, moved.seen);
  assert.deepEqual(exploring.restore(spec, moved), moved);
  assert.deepEqual(exploring.restore(spec, { choices: { count: "gone" }, seen: "all" }), begun);
  assert.equal(exploring.isDone(spec, { ...moved, shown: true }), true);
});
