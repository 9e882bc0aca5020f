import assert from "node:assert/strict";
import { test } from "node:test";

import { caseOf } from "../../apps/casework/src/address.js";
import { Keeper } from "../../apps/casework/src/keeper.js";
import { ApiError } from "../../apps/web/api.js";
import { MemoryShelf } from "../../apps/web/storage.js";

/** A server that keeps the later answer, a clock and timers that the test moves. */
class World {
  shelf = new MemoryShelf();
  /** @type {Record<string, {seq: number, value: any}>} */
  held = {};
  /** @type {any[]} */
  sent = [];
  /** @type {ApiError | null} */
  trouble = null;
  /** @type {(() => void) | null} */
  timer = null;
  wait = 0;
  clock = 1000;
  /** @type {any[]} */
  told = [];
  /** @type {any} */
  replaced = null;
  closed = false;

  /** @param {Record<string, {seq: number, value: any}>} [held] */
  keeper(held = { ...this.held }) {
    return new Keeper({
      send: async (body, { keepalive }) => {
        this.sent.push({ ...body, keepalive });
        if (this.trouble !== null) throw this.trouble;
        /** @type {Record<string, {seq: number, value: any}>} */
        const newer = {};
        for (const [task, given] of Object.entries(body.answers)) {
          const before = this.held[task];
          if (before === undefined || given.seq > before.seq) this.held[task] = given;
          else newer[task] = before;
        }
        return { saved_at: this.clock, newer };
      },
      shelf: this.shelf,
      key: "k",
      revision: 1,
      held,
      lang: "fr",
      now: () => this.clock,
      timers: { set: (run, ms) => ((this.wait = ms), (this.timer = run)), clear: () => (this.timer = null) },
      told: { status: (status) => this.told.push(status), replaced: (answers) => (this.replaced = answers), closed: () => (this.closed = true) },
    });
  }

  /** What the server holds. */
  get values() {
    return Object.fromEntries(Object.entries(this.held).map(([task, { value }]) => [task, value]));
  }
}

const offline = new ApiError("offline");

test("answers are sent after a pause, once, and acknowledged", async () => {
  const world = new World();
  const keeper = world.keeper();
  keeper.take({ one: "a" }, "fr");
  keeper.take({ one: "ab" }, "fr");
  assert.equal(world.sent.length, 0);
  assert.deepEqual(world.told.at(-1), { state: "saving" });
  await keeper.flush();
  assert.deepEqual(world.values, { one: "ab" });
  assert.equal(world.sent.length, 1);
  assert.deepEqual(world.told.at(-1), { state: "saved", at: new Date(1000).toISOString() });
  assert.equal(world.shelf.getItem("k"), null);
});

test("what the server never got is sent by the next page, and shown there", async () => {
  const world = new World();
  world.trouble = offline;
  const keeper = world.keeper();
  keeper.take({ one: "a", two: ["x"] }, "fr");
  await keeper.flush();
  assert.equal(world.told.at(-1).state, "unsaved");
  assert.match(world.told.at(-1).why.fr, /partira à son retour/);
  world.trouble = null;
  const next = world.keeper();
  assert.deepEqual(next.answers, { one: "a", two: ["x"] });
  await next.flush();
  assert.deepEqual(world.values, { one: "a", two: ["x"] });
  assert.equal(next.isDone, true);
});

test("after a failure it waits longer each time, and typing does not hurry it", async () => {
  const world = new World();
  world.trouble = new ApiError("server", { status: 503 });
  const keeper = world.keeper();
  keeper.take({ one: "a" }, "fr");
  const waits = [];
  for (let turn = 0; turn < 7; turn += 1) {
    await keeper.flush();
    waits.push(world.wait);
  }
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16000, 30000, 30000]);
  keeper.take({ one: "ab" }, "fr");
  assert.equal(world.wait, 30000);
});

test("what is written while a sending fails waits as long as the server asks", async () => {
  const world = new World();
  world.trouble = new ApiError("busy", { status: 429, retryAfter: 20 });
  const keeper = world.keeper();
  keeper.take({ one: "a" }, "fr");
  const sending = keeper.flush();
  keeper.take({ one: "ab" }, "fr");
  await sending;
  assert.equal(world.wait, 20_000);
});

test("an answer that was taken back is sent as nothing", async () => {
  const world = new World();
  const keeper = world.keeper();
  keeper.take({ one: "a" }, "fr");
  await keeper.flush();
  keeper.take({}, "fr");
  await keeper.flush();
  assert.deepEqual(world.values, { one: null });
  assert.deepEqual(world.keeper().answers, {});
});

test("of two windows the later answer stands, and the other window shows it", async () => {
  const world = new World();
  const here = world.keeper();
  const there = world.keeper();
  here.take({ one: "first" }, "fr");
  world.clock = 2000;
  there.take({ one: "second" }, "fr");
  await there.flush();
  await here.flush();
  assert.deepEqual(world.values, { one: "second" });
  assert.deepEqual(world.replaced, { one: "second" });
  here.take({ one: "third" }, "fr");
  await here.flush();
  assert.deepEqual(world.values, { one: "third" });
});

test("an answer written while another is on its way is sent after it", async () => {
  const world = new World();
  const keeper = world.keeper();
  keeper.take({ one: "a" }, "fr");
  const sending = keeper.flush();
  keeper.take({ one: "ab" }, "fr");
  await sending;
  await keeper.flush();
  assert.deepEqual(world.values, { one: "ab" });
});

test("once the case is handed in nothing more is sent", async () => {
  const world = new World();
  world.trouble = new ApiError("refused", { status: 409, code: "handed_in" });
  const keeper = world.keeper();
  keeper.take({ one: "a" }, "fr");
  await keeper.flush();
  assert.equal(world.closed, true);
  assert.equal(keeper.isDone, true);
  keeper.take({ one: "b" }, "fr");
  await keeper.flush();
  assert.equal(world.sent.length, 1);
});

test("an answer that is refused is said to be, and tried again only when it changes", async () => {
  const world = new World();
  const said = { en: "Too large.", fr: "Trop grand." };
  world.trouble = new ApiError("refused", { status: 400, code: "invalid", said });
  const keeper = world.keeper();
  keeper.take({ one: "a" }, "fr");
  await keeper.flush();
  assert.deepEqual(world.told.at(-1), { state: "unsaved", why: said });
  assert.equal(world.timer, null);
});

test("a page that goes away sends what waits, and forgets nothing", () => {
  const world = new World();
  const keeper = world.keeper();
  keeper.leave();
  keeper.take({ one: "a" }, "fr");
  keeper.leave();
  assert.deepEqual(world.sent.map(({ keepalive }) => keepalive), [true]);
  assert.equal(keeper.isDone, false);
});

test("what lies broken on the shelf is left out", () => {
  const world = new World();
  for (const text of ["{", "null", "[1]", '{"one": {"seq": "x", "value": 1}}', '{"one": null}']) {
    world.shelf.setItem("k", text);
    assert.deepEqual(world.keeper().answers, {});
  }
});

test("the address names a case, or none", () => {
  assert.equal(caseOf("?case=a-seat-at-the-wedding"), "a-seat-at-the-wedding");
  for (const query of ["", "?case=", "?case=A", "?case=../x", "?case=a--b"]) assert.equal(caseOf(query), null);
});
