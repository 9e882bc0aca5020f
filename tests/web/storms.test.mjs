import assert from "node:assert/strict";
import { test } from "node:test";

import { choose, toggleFlag, toggleStrike, writeNote } from "../../apps/exam/src/model.js";
import { aWorld, openTab } from "./tabs.mjs";
import { chance } from "./world.mjs";

const LETTERS = /** @type {const} */ (["a", "b", "c", "d"]);

for (let seed = 1; seed <= 60; seed += 1) {
  test(`whatever is lost, repeated, reordered or crashes, the last answers stand (seed ${seed})`, async () => {
    const random = chance(seed);
    const world = aWorld();
    const fates = /** @type {const} */ (["arrives", "arrives", "request-lost", "reply-lost", "repeated", "busy", "broken", "signed-out"]);
    world.network.fate = () => fates[Math.floor(random() * fates.length)] ?? "arrives";
    world.network.delay = () => 5 + random() * 190;
    const open = () => openTab(world, { channel: seed % 2 === 0, random });
    const pages = [open(), ...(seed % 3 === 0 ? [open()] : [])];
    /** @type {Map<number, any>} */
    const truth = new Map();
    for (let step = 0; step < 60; step += 1) {
      const at = Math.floor(random() * pages.length);
      const page = /** @type {ReturnType<typeof open>} */ (pages[at]);
      const n = 1 + Math.floor(random() * 6);
      const move = random();
      if (move < 0.6) {
        const deed = deedOf(random);
        page.attempt.goTo(n);
        const before = page.attempt.answer(n);
        page.attempt.change(n, deed);
        const after = page.attempt.answer(n);
        if (after !== before) truth.set(n, after);
      } else if (move < 0.75) page.attempt.goTo(n);
      else if (move < 0.85) void page.attempt.wake();
      else if (move < 0.95) {
        page.crash();
        pages[at] = open();
      }
      await world.time.pass(500 + random() * 3_000);
    }
    world.network.fate = () => "arrives";
    for (const { attempt } of pages) void attempt.wake();
    await world.time.pass(120_000);
    for (const { attempt } of pages) void attempt.sync();
    await world.time.pass(10_000);
    assert.ok(truth.size > 3);
    for (const [n, { choice, flagged, struck, note }] of truth) {
      const held = world.server.held.get(n);
      assert.deepEqual([held.choice, held.flagged, held.struck, held.note], [choice, flagged, struck, note], `question ${n}`);
      for (const { attempt } of pages) assert.equal(attempt.answer(n).choice, choice);
    }
    for (const { attempt } of pages) assert.equal(attempt.status.waiting, 0);
    assert.equal(world.shelf.length, 0);
  });
}

/** @param {() => number} random @returns {(answer: import("../../apps/exam/src/model.js").Answer) => import("../../apps/exam/src/model.js").Answer} */
function deedOf(random) {
  const letter = LETTERS[Math.floor(random() * 4)] ?? "a";
  const kind = random();
  if (kind < 0.5) return (answer) => choose(answer, letter);
  if (kind < 0.7) return toggleFlag;
  if (kind < 0.85) return (answer) => toggleStrike(answer, letter);
  return (answer) => writeNote(answer, `note ${Math.floor(random() * 1e6)}`);
}
