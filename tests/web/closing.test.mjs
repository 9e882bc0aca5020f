import assert from "node:assert/strict";
import { test } from "node:test";

import { choose } from "../../apps/exam/src/model.js";
import { WaitingSaves } from "../../apps/exam/src/waiting.js";
import { aWorld, openTab } from "./tabs.mjs";

test("more time granted during the attempt shows at the next synchronisation", async () => {
  const world = aWorld({ limit: 600_000 });
  const { attempt } = openTab(world);
  /** @type {string[]} */
  const heard = [];
  attempt.onChange(({ kind }) => heard.push(kind));
  await world.time.pass(60_000);
  world.server.limit = 900_000;
  void attempt.sync();
  await world.time.pass(20);
  assert.ok(heard.includes("limit"));
  assert.ok(Math.abs(/** @type {number} */ (attempt.clock.remaining()) - 839_980) < 10);
});

test("at zero the attempt is handed in only after the server agrees", async () => {
  const world = aWorld({ limit: 60_000 });
  const { attempt } = openTab(world);
  await world.time.pass(59_000);
  world.server.limit = 120_000; // granted, but this page has not heard of it
  await world.time.pass(1_500);
  void attempt.tick();
  assert.equal(attempt.locked, true);
  await world.time.pass(100);
  assert.equal(attempt.locked, false);
  assert.equal(world.server.state, "open");
  await world.time.pass(60_000);
  void attempt.tick();
  await world.time.pass(100);
  assert.equal(attempt.closed, true);
  assert.equal(world.server.state, "submitted");
});

test("an answer of the last second still counts", async () => {
  const world = aWorld({ limit: 60_000 });
  const { attempt, waiting } = openTab(world);
  world.network.delay = () => 900;
  await world.time.pass(59_800);
  attempt.change(1, (answer) => choose(answer, "d"));
  await world.time.pass(300);
  void attempt.tick();
  await world.time.pass(20_000);
  assert.equal(attempt.closed, true);
  assert.equal(world.server.held.get(1).choice, "d");
  assert.deepEqual(waiting.late(), []);
});

test("answers that come too late are kept to be shown, not dropped", async () => {
  const world = aWorld({ limit: 60_000 });
  const { attempt, waiting, crash } = openTab(world);
  await world.time.pass(50_000);
  world.network.fate = () => "request-lost";
  attempt.change(1, (answer) => choose(answer, "d"));
  attempt.goTo(2);
  await world.time.pass(60_000);
  world.network.fate = () => "arrives";
  void attempt.wake();
  await world.time.pass(5_000);
  assert.equal(attempt.closed, true);
  assert.deepEqual(waiting.late().map(({ save }) => [save.n, save.choice]), [[1, "d"]]);
  assert.equal(world.server.held.has(1), false);
  crash();
  const later = new WaitingSaves("abc", world.shelf);
  assert.equal(later.late().length, 1);
  later.forgetLate();
  assert.equal(world.shelf.length, 0);
});

test("an answer that the server holds is not shown as late, though its acknowledgement was lost", async () => {
  const world = aWorld({ limit: 60_000 });
  const { attempt, waiting } = openTab(world);
  await world.time.pass(40_000);
  world.network.fate = () => "reply-lost";
  attempt.change(1, (answer) => choose(answer, "b"));
  await world.time.pass(2_000);
  world.network.fate = () => "request-lost";
  attempt.change(2, (answer) => choose(answer, "c"));
  await world.time.pass(60_000);
  world.network.fate = () => "arrives";
  void attempt.wake();
  await world.time.pass(5_000);
  assert.equal(world.server.held.get(1).choice, "b");
  assert.deepEqual(waiting.late().map(({ save }) => save.n), [2]);
});

test("the acknowledgement of an older answer does not bring it back on screen", async () => {
  const world = aWorld();
  const { attempt } = openTab(world);
  world.network.delay = () => 100;
  attempt.change(1, (answer) => choose(answer, "a"));
  await world.time.pass(150);
  attempt.change(1, (answer) => choose(answer, "b"));
  await world.time.pass(60);
  assert.equal(attempt.answer(1).choice, "b");
  assert.equal(attempt.status.waiting, 1);
  await world.time.pass(300);
  assert.equal(world.server.held.get(1).choice, "b");
});

test("handing in waits for every answer, and says so when one cannot be saved", async () => {
  const world = aWorld();
  const { attempt } = openTab(world);
  world.network.fate = (method) => (method === "PUT" ? "request-lost" : "arrives");
  attempt.change(1, (answer) => choose(answer, "a"));
  const refused = assert.rejects(attempt.submit(), { name: "ApiError" });
  await world.time.pass(100);
  await refused;
  assert.equal(attempt.locked, false);
  assert.equal(world.server.state, "open");
  world.network.fate = () => "arrives";
  const done = attempt.submit();
  await world.time.pass(1_000);
  await done;
  assert.equal(world.server.state, "submitted");
  assert.equal(world.server.held.get(1).choice, "a");
});
