import assert from "node:assert/strict";
import { test } from "node:test";

import { addressOf, placeOf } from "../../apps/rubric/src/address.js";
import { Outbox } from "../../apps/rubric/src/outbox.js";
import { matching, offered } from "../../apps/rubric/src/remarks.js";
import { Sheet } from "../../apps/rubric/src/sheet.js";
import { actionOf } from "../../apps/rubric/src/shortcuts.js";
import { ApiError } from "../../apps/web/api.js";
import { MemoryShelf } from "../../apps/web/storage.js";
import { Time } from "./world.mjs";

const text = (/** @type {string} */ words) => ({ en: words, fr: words });
const levels = [0, 0.5, 1.5].map((points) => ({ points, text: text(String(points)) }));
/** @type {import("../../apps/rubric/src/types.js").Rubric} */
const rubric = {
  criteria: ["one", "two"].map((id) => ({ id, title: text(id), points: 1.5, levels })),
  points_list: [],
  alternatives: [],
  anchors: [],
  remarks: [{ id: "clear", text: text("Clear"), praise: true }],
};
const given = { levels: { one: 2 }, remarks: ["clear"], comment: "" };

/** @param {Partial<import("../../apps/rubric/src/types.js").Copy>} [parts] */
function copy(parts = {}) {
  return /** @type {import("../../apps/rubric/src/types.js").Copy} */ ({ id: "c", digest: "d", draft: null, mark: null, earlier: null, ...parts });
}

/** @param {Partial<import("../../apps/rubric/src/types.js").Entry>} [parts] */
function entry(parts = {}) {
  return { course: "course", copy: "c", seq: 1, digest: "d", second: false, mark: false, ...given, ...parts };
}

test("a place and its address", () => {
  /** @type {import("../../apps/rubric/src/types.js").Place} */
  const place = { view: "copy", course: "a-course", case: "a-case", task: "a-task", copy: "0".repeat(32) };
  assert.deepEqual(placeOf(addressOf(place)), place);
  assert.equal(placeOf("?course=../x&case=b&task=c").view, "tasks");
  assert.equal(placeOf("?course=a&case=b&task=c&copy=nonsense").view, "task");
});

test("a sheet adds up, and says what is missing", () => {
  const sheet = new Sheet(rubric, copy(), null);
  assert.deepEqual([sheet.source, sheet.points, sheet.most, sheet.missing], ["new", 0, 3, ["one", "two"]]);
  sheet.choose("one", 1);
  sheet.choose("two", 2);
  assert.deepEqual([sheet.points, sheet.missing], [2, []]);
  sheet.toggle("clear");
  sheet.toggle("clear");
  assert.deepEqual(sheet.content.remarks, []);
});

test("a sheet begins with what is latest: what waits here, the draft, the mark, the earlier mark", () => {
  const mark = { ...given, points: 1.5, by: "ann", at: "" };
  const draft = { levels: { one: 0 }, remarks: [], comment: "half", seq: 5, at: "", same_answer: true };
  assert.equal(new Sheet(rubric, copy({ earlier: mark }), null).source, "earlier");
  assert.equal(new Sheet(rubric, copy({ earlier: mark, mark }), null).source, "mark");
  assert.equal(new Sheet(rubric, copy({ mark, draft }), entry({ seq: 4 })).content.comment, "half");
  const waiting = new Sheet(rubric, copy({ mark, draft }), entry({ seq: 6, comment: "here", digest: "other" }));
  assert.deepEqual([waiting.content.comment, waiting.sameAnswer], ["here", false]);
});

test("what the rubric no longer has is left out", () => {
  const odd = { levels: { one: 7, gone: 1, two: 1 }, remarks: ["gone", "clear"], comment: "x" };
  const { content } = new Sheet(rubric, copy({ mark: { ...odd, points: 0, by: "", at: "" } }), null);
  assert.deepEqual(content, { levels: { two: 1 }, remarks: ["clear"], comment: "x" });
});

test("keys, and whose they are", () => {
  const press = (/** @type {string} */ key, more = {}) => ({ key, ctrlKey: false, altKey: false, metaKey: false, ...more });
  const free = { typing: false, inLevels: false };
  assert.deepEqual(actionOf(press("3"), free), { do: "level", level: 2 });
  assert.deepEqual(actionOf(press("ArrowDown"), free), { do: "next" });
  assert.equal(actionOf(press("ArrowDown"), { typing: false, inLevels: true }), null);
  assert.deepEqual(actionOf(press("j"), { typing: false, inLevels: true }), { do: "next" });
  assert.equal(actionOf(press("s"), { typing: true, inLevels: false }), null);
  assert.deepEqual(actionOf(press("Enter", { ctrlKey: true }), { typing: true, inLevels: false }), { do: "save" });
  assert.equal(actionOf(press("s", { ctrlKey: true }), free), null);
  assert.equal(actionOf(press("s", { repeat: true }), free), null);
});

test("remarks are found without their accents, and retired ones only where they were given", () => {
  const remarks = [
    { id: "a", text: { fr: "Dites à quelle échéance" }, praise: false },
    { id: "b", text: { en: "Say by when" }, praise: false, own: true, retired: true },
  ];
  const textOf = (/** @type {any} */ one) => one.text.fr ?? one.text.en;
  assert.deepEqual(matching(remarks, "ECHEANCE dites", textOf).map(({ id }) => id), ["a"]);
  assert.deepEqual(offered(remarks, "fr", () => false).map(({ id }) => id), ["a"]);
  assert.deepEqual(offered(remarks, "en", () => false), []);
  assert.deepEqual(offered(remarks, "en", () => true).map(({ id }) => id), ["b"]);
});

/** @param {(entry: any) => any} answer @param {MemoryShelf} [shelf] */
function world(answer, shelf = new MemoryShelf()) {
  const time = new Time();
  /** @type {any[]} */
  const sent = [];
  /** @type {any[]} */
  const acknowledged = [];
  const send = async (/** @type {any} */ one) => {
    sent.push(one);
    return answer(one);
  };
  const told = { status: () => {}, acknowledged: (/** @type {any} */ one) => acknowledged.push(one) };
  const outbox = new Outbox({ owner: "ann", shelf, send, timers: time, told });
  return { outbox, time, sent, acknowledged, shelf };
}

test("a draft is sent once for much typing, and a mark at once", async () => {
  const { outbox, time, sent } = world(() => ({}));
  for (const seq of [1, 2, 3]) outbox.put(entry({ seq }));
  await time.pass(1_000);
  assert.deepEqual(sent.map(({ seq }) => seq), [3]);
  outbox.put(entry({ seq: 4, mark: true }));
  await outbox.flush();
  assert.deepEqual([sent.at(-1).mark, outbox.waiting, outbox.state("c")], [true, 0, "kept"]);
});

test("what the network loses is kept through a reload, and sent when it is back", async () => {
  let online = false;
  const answer = () => {
    if (!online) throw new ApiError("offline");
    return {};
  };
  const first = world(answer);
  first.outbox.put(entry({ seq: 7, mark: true }));
  await first.time.pass(500);
  assert.deepEqual([first.outbox.state("c"), first.outbox.waiting], ["waiting", 1]);
  const again = world(answer, first.shelf);
  assert.equal(again.outbox.of("c")?.seq, 7);
  online = true;
  await again.outbox.wake();
  assert.deepEqual([again.outbox.waiting, again.shelf.length, again.acknowledged.length], [0, 0, 1]);
  const other = new Outbox({ owner: "bob", shelf: first.shelf, send: async () => ({}), timers: again.time, told: { status: () => {}, acknowledged: () => {} } });
  assert.equal(other.waiting, 0);
});

test("it tries again, less and less often", async () => {
  const { outbox, time, sent } = world(() => {
    throw new ApiError("server", { status: 503 });
  });
  outbox.put(entry());
  await time.pass(60_000);
  assert.ok(sent.length >= 5 && sent.length <= 8, String(sent.length));
  assert.equal(outbox.problem?.status, 503);
});

test("a refused entry stays, holds back no other, and is not sent again as it is", async () => {
  const { outbox, time, sent } = world(({ copy: id }) => {
    if (id === "c") throw new ApiError("refused", { status: 409, code: "claimed" });
    return {};
  });
  outbox.put(entry({ mark: true }));
  outbox.put(entry({ copy: "other" }));
  await time.pass(5_000);
  assert.deepEqual([outbox.state("c"), outbox.refusal("c")?.code, outbox.of("other")], ["refused", "claimed", null]);
  const before = sent.length;
  await outbox.wake();
  assert.equal(sent.length, before);
  outbox.put(entry({ seq: 9 }));
  assert.equal(outbox.state("c"), "saving");
});
