import assert from "node:assert/strict";
import { test } from "node:test";

import { choose, toggleFlag, toggleStrike, writeNote } from "../../apps/exam/src/model.js";
import { MemoryShelf } from "../../apps/web/storage.js";
import { aWorld, openTab } from "./tabs.mjs";
import { FillableShelf } from "./world.mjs";

const LETTERS = /** @type {const} */ (["a", "b", "c", "d"]);

test("an answer goes out at once and is acknowledged", async () => {
  const world = aWorld();
  const { attempt } = openTab(world);
  await world.time.pass(1_000);
  attempt.change(1, (answer) => choose(answer, "b"));
  assert.equal(attempt.status.waiting, 1);
  await world.time.pass(20);
  assert.equal(world.server.held.get(1).choice, "b");
  assert.equal(attempt.status.waiting, 0);
});

test("answers given offline survive a crash and reach the server on the same attempt", async () => {
  const world = aWorld();
  const { attempt, crash } = openTab(world);
  world.network.fate = () => "request-lost";
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
    attempt.goTo(n);
    await world.time.pass(700);
    attempt.change(n, (answer) => choose(answer, "c"));
  }
  await world.time.pass(300_000);
  assert.equal(attempt.status.waiting, 10);
  crash();
  world.network.fate = () => "arrives";
  const again = openTab(world);
  assert.equal(again.attempt.cursor, 10);
  assert.equal(again.attempt.answer(3).choice, "c");
  await world.time.pass(1_000);
  assert.equal([...world.server.held.values()].filter(({ choice }) => choice === "c").length, 10);
  assert.equal(again.attempt.status.waiting, 0);
  assert.equal(world.shelf.length, 0);
});

test("changes of one question that wait become one save", async () => {
  const world = aWorld();
  const { attempt } = openTab(world);
  world.network.fate = () => "request-lost";
  for (const letter of LETTERS) attempt.change(1, (answer) => choose(answer, letter));
  await world.time.pass(100);
  const before = world.network.log.length;
  world.network.fate = () => "arrives";
  void attempt.wake();
  await world.time.pass(100);
  const sent = world.network.log.slice(before).filter(({ method }) => method === "PUT");
  assert.equal(sent.length, 1);
  assert.deepEqual(sent[0]?.body.saves.map((/** @type {any} */ save) => save.choice), ["d"]);
});

test("a save whose acknowledgement was lost is sent again and changes nothing", async () => {
  const world = aWorld();
  const { attempt } = openTab(world);
  world.network.fate = () => "reply-lost";
  attempt.change(1, (answer) => choose(answer, "a"));
  await world.time.pass(50);
  world.network.fate = () => "arrives";
  await world.time.pass(5_000);
  const puts = world.network.log.filter(({ method }) => method === "PUT");
  assert.equal(puts.length, 2);
  assert.deepEqual(puts[0]?.body, puts[1]?.body);
  assert.equal(world.server.rev, 1);
  assert.equal(attempt.status.waiting, 0);
});

test("a busy server is left alone for as long as it asked", async () => {
  const world = aWorld();
  const { attempt } = openTab(world);
  world.network.fate = () => "busy";
  attempt.change(1, (answer) => choose(answer, "a"));
  await world.time.pass(20);
  world.network.fate = () => "arrives";
  attempt.change(2, (answer) => choose(answer, "b"));
  await world.time.pass(6_900);
  assert.equal(world.network.log.filter(({ method }) => method === "PUT").length, 1);
  assert.equal(attempt.status.problem?.failure, "busy");
  await world.time.pass(200);
  assert.equal(world.server.held.size, 2);
  assert.equal(attempt.status.problem, null);
});

test("a server in trouble is asked ever more rarely, half a minute at most", async () => {
  const world = aWorld();
  const { attempt } = openTab(world, { random: () => 0.999 });
  world.network.fate = () => "broken";
  attempt.change(1, (answer) => choose(answer, "a"));
  await world.time.pass(300_000);
  const count = world.network.log.length;
  assert.ok(count >= 12 && count <= 16, String(count));
  assert.equal(attempt.status.problem?.status, 507);
  world.network.fate = () => "arrives";
  await world.time.pass(31_000);
  assert.equal(world.server.held.get(1).choice, "a");
});

test("after the session ended answers wait, and go out once it is back", async () => {
  const world = aWorld();
  const { attempt } = openTab(world);
  world.network.fate = () => "signed-out";
  attempt.change(4, (answer) => choose(answer, "d"));
  await world.time.pass(10_000);
  assert.equal(attempt.status.problem?.failure, "signed-out");
  assert.equal(attempt.status.waiting, 1);
  world.network.fate = () => "arrives";
  void attempt.wake();
  await world.time.pass(50);
  assert.equal(world.server.held.get(4).choice, "d");
  assert.equal(attempt.status.problem, null);
});

test("a save the server will not take holds back no other, and is named", async () => {
  const world = aWorld();
  const { attempt } = openTab(world);
  world.server.refuses = (save) => save.n === 2;
  world.network.fate = () => "request-lost";
  for (const n of [1, 2, 3]) attempt.change(n, (answer) => choose(answer, "a"));
  await world.time.pass(10);
  world.network.fate = () => "arrives";
  await world.time.pass(60_000);
  assert.deepEqual([...world.server.held.keys()].sort(), [1, 3]);
  assert.deepEqual(attempt.status.refused, [2]);
  assert.equal(attempt.status.waiting, 1);
  world.server.refuses = () => false;
  attempt.change(2, (answer) => choose(answer, "b"));
  await world.time.pass(60_000);
  assert.equal(world.server.held.get(2).choice, "b");
  assert.deepEqual(attempt.status.refused, []);
});

test("a full or forbidden storage is said, and answers still go out", async () => {
  const world = aWorld();
  const shelf = new FillableShelf();
  shelf.full = true;
  for (const place of [shelf, null]) {
    const { attempt } = openTab({ ...world, shelf: place });
    attempt.change(1, toggleFlag);
    assert.equal(attempt.status.lasting, false);
    await world.time.pass(50);
    assert.equal(attempt.status.lasting, true);
    assert.equal(attempt.status.waiting, 0);
  }
  assert.equal(world.server.held.get(1).flagged, false); // flagged, then flagged again
});

test("time on screen alone is not an answer that waits", async () => {
  const world = aWorld();
  const { attempt } = openTab(world);
  world.network.fate = () => "request-lost";
  attempt.goTo(2);
  attempt.goTo(3);
  await world.time.pass(10_000);
  assert.equal(attempt.status.waiting, 0);
  world.network.fate = () => "arrives";
  void attempt.wake();
  await world.time.pass(100);
  assert.equal(world.server.cursor, 3);
  assert.equal(world.server.held.get(1).choice, null);
});

test("time on screen adds up over visits and stops while the page is hidden", async () => {
  const world = aWorld();
  const { attempt } = openTab(world);
  await world.time.pass(4_000);
  attempt.setVisible(false);
  await world.time.pass(60_000);
  attempt.setVisible(true);
  await world.time.pass(1_000);
  attempt.goTo(2);
  await world.time.pass(7_000);
  attempt.goTo(1);
  await world.time.pass(2_000);
  attempt.goTo(2);
  await world.time.pass(5_000);
  assert.equal(world.server.held.get(1).spent_ms, 7_000);
  assert.equal(world.server.held.get(2).spent_ms, 7_000);
});

test("two tabs of one attempt show the same, also while offline", async () => {
  const world = aWorld();
  const one = openTab(world);
  const two = openTab(world);
  world.network.fate = () => "request-lost";
  one.attempt.change(1, (answer) => choose(answer, "a"));
  await world.time.pass(10);
  assert.equal(two.attempt.answer(1).choice, "a");
  two.attempt.change(1, (answer) => choose(answer, "b"));
  await world.time.pass(10);
  assert.equal(one.attempt.answer(1).choice, "b");
});

test("leaving a question does not undo an answer given on another computer", async () => {
  const world = aWorld();
  const here = openTab(world, { channel: false });
  const there = openTab({ ...world, shelf: new MemoryShelf() }, { channel: false });
  await world.time.pass(5_000);
  there.attempt.change(1, (answer) => choose(answer, "c"));
  await world.time.pass(5_000);
  here.attempt.goTo(2);
  await world.time.pass(5_000);
  assert.equal(world.server.held.get(1).choice, "c");
  assert.equal(here.attempt.answer(1).choice, "c");
});

test("a change on another computer shows at the next synchronisation", async () => {
  const world = aWorld();
  const here = openTab(world, { channel: false });
  const there = openTab({ ...world, shelf: new MemoryShelf() }, { channel: false });
  await world.time.pass(1_000);
  there.attempt.change(5, (answer) => toggleStrike(answer, "b"));
  await world.time.pass(1_000);
  void here.attempt.sync();
  await world.time.pass(100);
  assert.deepEqual(here.attempt.answer(5).struck, ["b"]);
});

test("a page that goes away sends what waits in a request that outlives it", async () => {
  const world = aWorld();
  const { attempt, crash } = openTab(world);
  attempt.change(1, (answer) => writeNote(answer, "think again"), 800);
  attempt.leave();
  crash();
  await world.time.pass(100);
  assert.equal(world.server.held.get(1).note, "think again");
});
