import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf, timeOf } from "../../apps/cases/src/dates.js";
import { Desk } from "../../apps/cases/src/desk.js";
import * as interview from "../../apps/cases/src/interview.js";
import { fitting, reachOf } from "../../apps/cases/src/kinds.js";
import { fitRows, gapsOf, isWhole, shownRows } from "../../apps/cases/src/plan-rows.js";
import { Unsent, changes, reunited } from "../../apps/cases/src/unsent.js";
import { countWords } from "../../apps/cases/src/words.js";
import { voiceOf } from "../../apps/web/i18n.js";
import { carrier } from "../../apps/web/kernel.js";
import { MemoryShelf } from "../../apps/web/storage.js";

const text = (/** @type {string} */ words) => ({ en: words, fr: `${words} (fr)` });
const named = (/** @type {string[]} */ ...ids) => ids.map((id) => ({ id, text: text(id) }));
const asked = (/** @type {string} */ id, /** @type {string} */ kind, /** @type {object} */ more) => ({ id, kind, step: "one", prompt: text(id), points: 1, ...more });

const CHOOSE = asked("choose", "choose", { options: named("a", "b", "c") });
const SEVERAL = asked("several", "several", { options: named("a", "b", "c") });
const ORDER = asked("order", "order", { steps: named("a", "b", "c") });
const MATCH = asked("match", "match", { sources: named("a", "b"), targets: named("x", "y", "z") });
const NUMBER = asked("number", "number", { unit: text("hours") });
const GRID = asked("grid", "grid", { head: text("head"), rows: named("a", "b"), columns: [{ id: "c", label: text("c"), choices: named("x", "y") }] });
const PLAN = /** @type {import("../../apps/cases/src/types.js").Plan} */ (asked("plan", "plan", {
  today: "2026-11-16",
  until: "2027-02-28",
  least: 2,
  most: 3,
  columns: [
    { id: "need", entry: "choice", label: text("need"), hint: null, choices: named("x", "y") },
    { id: "goal", entry: "text", label: text("goal"), hint: null, choices: [] },
    { id: "when", entry: "date", label: text("when"), hint: null, choices: [] },
  ],
}));
const SHORT = asked("short", "short", { words: 40, criteria: [] });
const move = (/** @type {string} */ id, /** @type {string | null} */ next = null) => ({ id, text: text(id), reply: text(id), next });
const TALK = /** @type {import("../../apps/cases/src/types.js").Simulation} */ (asked("talk", "simulation", {
  nodes: [
    { id: "tea", axis: "gathering", text: text("tea"), next: "no", moves: [move("q1"), move("q2")] },
    { id: "no", axis: "deciding", text: text("no"), next: "more", moves: [move("hear"), move("warn", "end")] },
    { id: "more", axis: "gathering", text: text("more"), next: "end", moves: [move("q3")] },
    { id: "end", axis: "deciding", text: text("end"), next: null, moves: [] },
  ],
}));
const COMPUTE = asked("compute", "compute", { data: [], values: [{ name: "a", label: text("a"), unit: text("h"), points: 1 }, { name: "b", label: text("b"), unit: text("h"), points: 1 }] });
const TASKS = [CHOOSE, SEVERAL, ORDER, MATCH, NUMBER, GRID, PLAN, SHORT, TALK, COMPUTE];

test("answers that fit are kept as they are", () => {
  const answers = {
    choose: "a",
    several: ["a", "c"],
    order: ["c", "a", "b"],
    match: { a: "x" },
    number: 0,
    grid: { a: { c: "y" } },
    plan: [{ need: "x", goal: "To stay", when: "2026-12-01" }, {}],
    short: "  Words.\n",
    talk: { path: [["tea", ["q2"]]], at: "no" },
    compute: { a: 1.5 },
  };
  assert.deepEqual(fitting(TASKS, answers), answers);
  const reached = TASKS.map((task) => reachOf(task, answers[/** @type {keyof typeof answers} */ (task.id)]));
  assert.deepEqual(reached, ["done", "done", "done", "begun", "done", "begun", "begun", "done", "begun", "begun"]);
});

test("what does not fit is left out, whatever it is", () => {
  const odd = [null, 3, "nothing", true, [], [[]], [null], {}, { a: null }, { path: 3 }, { path: [3] }, { path: [["tea"]] }, NaN, { a: { c: "none" } }, [{ need: "gone" }], { __proto__: { a: "x" } }];
  for (const raw of odd) {
    const answers = fitting(TASKS, Object.fromEntries(TASKS.map(({ id }) => [id, raw])));
    const { short, talk, number, ...others } = answers;
    assert.deepEqual(others, {}, JSON.stringify(raw));
    if (short !== undefined) assert.equal(short, "nothing");
    if (talk !== undefined) assert.deepEqual(talk, { path: [["tea", []]], at: "tea" });
    if (number !== undefined) assert.equal(number, 3);
  }
  for (const raw of [null, 3, "x", []]) assert.deepEqual(fitting(TASKS, raw), {});
  assert.deepEqual(fitting([SEVERAL, ORDER], { several: ["a", "a", "q"], order: ["a", "b"] }), { several: ["a"] });
});

test("a plan is whole with enough rows and every cell filled", () => {
  const row = { need: "x", goal: "To stay", when: "2026-12-01" };
  assert.deepEqual(shownRows(PLAN, null), [{}, {}]);
  assert.equal(isWhole(PLAN, [row]), false);
  assert.equal(isWhole(PLAN, [row, { ...row, goal: " " }]), false);
  assert.equal(gapsOf(PLAN, [row, {}]), 3);
  assert.equal(isWhole(PLAN, [row, row]), true);
  assert.deepEqual(fitRows(PLAN, [{ ...row, when: "soon", more: "x" }]), [{ need: "x", goal: "To stay" }]);
});

test("an interview goes forward only, and is answered at its end", () => {
  let way = interview.begun(TALK);
  assert.deepEqual(way, { path: [["tea", []]], at: "tea" });
  way = interview.asked(interview.asked(way, "q2"), "q1");
  assert.deepEqual(interview.askedAt(way), ["q2", "q1"]);
  way = interview.goneOn(TALK, way);
  assert.equal(way.at, "no");
  assert.equal(interview.isOver(TALK, way), false);
  const short = interview.decided(TALK, way, "warn");
  assert.deepEqual(short.path, [["tea", ["q2", "q1"]], ["no", ["warn"]], ["end", []]]);
  assert.equal(reachOf(TALK, short), "done");
  way = interview.decided(TALK, way, "hear");
  assert.deepEqual(way, { path: [["tea", ["q2", "q1"]], ["no", ["hear"]], ["more", []]], at: "more" });
  assert.equal(interview.decided(TALK, way, "nothing"), way);
});

test("an interview comes back where it stood, and loses what does not follow", () => {
  const first = interview.begun(TALK);
  const second = interview.goneOn(TALK, first);
  const third = interview.decided(TALK, second, "hear");
  const ways = [first, interview.asked(first, "q1"), second, third, interview.decided(TALK, second, "warn"), interview.goneOn(TALK, third)];
  for (const way of ways) assert.deepEqual(interview.fit(TALK, JSON.parse(JSON.stringify(way))), way);
  const fit = (/** @type {any[]} */ path) => interview.fit(TALK, { path });
  assert.deepEqual(fit([["no", ["hear"]]]), { path: [["tea", []], ["no", ["hear"]], ["more", []]], at: "more" });
  assert.deepEqual(fit([["tea", ["q1", "gone"]], ["no", ["hear", "warn"]]]), { path: [["tea", ["q1"]]], at: "no" });
  assert.deepEqual(fit([["end", []]]), { path: [["tea", []]], at: "tea" });
});

test("words are what stands between spaces and holds a letter or a figure", () => {
  for (const [words, n] of /** @type {const} */ ([["", 0], ["  \n ", 0], ["L’aide à domicile", 3], ["«\u00a0Oui\u202f!\u00a0»", 1], ["a – b ; c", 3], ["3,5 h", 2], ["porte-à-porte", 1]])) {
    assert.equal(countWords(words), n, words);
  }
});

test("dates are written as each language writes them", () => {
  assert.equal(dayOf("2026-11-16", "fr"), "16 novembre 2026");
  assert.equal(dayOf("2026-11-16", "en"), "November 16, 2026");
  const now = new Date(2026, 10, 22, 20, 0);
  assert.equal(timeOf(new Date(2026, 10, 22, 9, 5).toISOString(), "fr", now), "09:05");
  assert.match(timeOf(new Date(2026, 10, 20, 9, 5).toISOString(), "fr", now), /20 nov\. 2026/u);
});

test("answers on their way are remembered until they are taken", () => {
  const shelf = new MemoryShelf();
  const unsent = new Unsent(shelf, "here");
  assert.equal(unsent.waiting(), null);
  unsent.put({ a: "new", c: 1 }, { a: "old", b: 2, c: 1 }, "2026-11-22T12:00:00.000Z");
  assert.deepEqual(new Unsent(shelf, "here").waiting(), { at: "2026-11-22T12:00:00.000Z", answers: { a: "new", b: null } });
  assert.equal(new Unsent(shelf, "elsewhere").waiting(), null);
  unsent.put({ a: "old" }, { a: "old" }, "later");
  assert.equal(shelf.length, 0);
  for (const broken of ["{", "3", "{}", '{"at": 3, "answers": {}}', '{"at": "x", "answers": null}']) {
    shelf.setItem("parcours.case.here", broken);
    assert.equal(unsent.waiting(), null);
  }
});

test("waiting answers win over older ones, and only fill gaps in newer ones", () => {
  const waiting = { at: "2026-11-22T12:00:00.000Z", answers: { a: "mine", b: null, c: "mine" } };
  const kept = { a: "theirs", b: "theirs" };
  assert.deepEqual(reunited(kept, "2026-11-22T11:00:00Z", waiting), { a: "mine", c: "mine" });
  assert.deepEqual(reunited(kept, "2026-11-22T13:00:00Z", waiting), { a: "theirs", b: "theirs", c: "mine" });
  assert.deepEqual(reunited(kept, "", null), kept);
  assert.deepEqual(changes({ a: [1] }, { a: [1] }), {});
});

/** A model and what it was told. */
function model() {
  /** @type {Record<string, any>} */
  const held = { sent: 0, kept: 0 };
  let saves = 0;
  return {
    held,
    saves: () => saves,
    get: (/** @type {string} */ name) => held[name],
    set: (/** @type {string} */ name, /** @type {any} */ value) => (held[name] = value),
    save_changes: () => (saves += 1),
  };
}

test("news nobody takes are sent again until somebody does", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const told = model();
  let news = 0;
  const kernel = carrier(told, () => (news += 1));
  kernel.take({ a: 1 });
  kernel.take({ b: 2 });
  assert.equal(told.saves(), 0);
  assert.equal(kernel.isDone(), false);
  context.mock.timers.tick(500);
  assert.deepEqual(told.held, { sent: 1, kept: 0, a: 1, b: 2 });
  context.mock.timers.tick(6_000);
  assert.equal(kernel.isLost(), true);
  assert.deepEqual([told.saves(), told.held.sent, news], [2, 2, 1]);
  context.mock.timers.tick(6_000);
  assert.equal(told.saves(), 3);
  told.held.kept = told.held.sent;
  assert.equal(kernel.isLost(), false);
  assert.equal(kernel.isDone(), true);
  context.mock.timers.tick(20_000);
  assert.equal(told.saves(), 3);
});

const HALF = /** @type {any} */ ({
  purpose: "formative",
  steps: [{ id: "one", title: text("one"), text: text("one"), documents: [] }, { id: "two", title: text("two"), text: text("two"), documents: [] }],
  documents: [],
  tasks: [{ ...SHORT, step: "two" }, CHOOSE],
});
const around = { notebook: true, dataUrl: null };

test("tasks are counted in the order of the steps, and steps with answers are open", () => {
  const desk = new Desk({ half: HALF, voice: voiceOf("en", {}), answers: {}, reached: 0, around, onChange() {} });
  assert.deepEqual(desk.tasks.map(({ id }) => id), ["choose", "short"]);
  assert.equal(desk.reached, 0);
  desk.replace({ short: "Words" });
  assert.equal(desk.reached, 2);
  assert.equal(new Desk({ half: HALF, voice: voiceOf("en", {}), answers: {}, reached: 9, around, onChange() {} }).reached, 2);
});

test("each change is told once, to those who listen and to the keeper", () => {
  let heard = 0;
  let kept = 0;
  const desk = new Desk({ half: HALF, voice: voiceOf("fr", {}), answers: { choose: "a", gone: 1 }, reached: 1, around, onChange: () => (kept += 1) });
  desk.listen(() => (heard += 1));
  desk.give(CHOOSE, "b");
  assert.deepEqual([desk.answers, heard, kept], [{ choose: "b" }, 1, 1]);
  desk.give(CHOOSE, null);
  assert.equal(desk.answer(CHOOSE), null);
  desk.goOn();
  desk.goOn();
  assert.equal(desk.reached, 2);
  assert.equal(desk.say(text("x")), "x (fr)");
  assert.equal(desk.say(null), "");
});

test("two views of one widget never send under the same number", () => {
  const told = model();
  const [one, two] = [carrier(told, () => {}), carrier(told, () => {})];
  for (const [kernel, name] of /** @type {const} */ ([[one, "a"], [two, "b"], [one, "c"]])) {
    kernel.take({ [name]: 1 });
    kernel.flush();
  }
  assert.equal(told.held.sent, 3);
  for (const kernel of [one, two]) kernel.stop();
});
