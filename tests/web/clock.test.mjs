import assert from "node:assert/strict";
import { test } from "node:test";

import { Clock } from "../../apps/exam/src/clock.js";

const MINUTE = 60_000;

function timed({ minutes = 180, elapsed = 0 } = {}) {
  const time = { ms: 5_000 };
  const clock = new Clock(() => time.ms);
  clock.sync({ elapsed_ms: elapsed, remaining_ms: minutes * MINUTE - elapsed }, 5_000, 5_000);
  return { clock, time };
}

test("time runs with the monotonic clock, whatever happens to the date", (t) => {
  const RealDate = Date;
  t.after(() => (globalThis.Date = RealDate));
  let skew = 3_600_000;
  globalThis.Date = /** @type {any} */ (class extends RealDate {
    /** @override */
    static now() {
      return RealDate.now() + skew;
    }
  });
  const { clock, time } = timed();
  time.ms += 1_000;
  assert.equal(clock.remaining(), 180 * MINUTE - 1_000);
  skew = -3_600_000;
  assert.equal(clock.remaining(), 180 * MINUTE - 1_000);
});

test("the true time lies within the round trip of the estimate", () => {
  const clock = new Clock(() => 1_400);
  clock.sync({ elapsed_ms: 10_000, remaining_ms: 50_000 }, 1_000, 1_400);
  assert.ok(Math.abs(clock.elapsed() - 10_200) <= 200);
});

test("a quick reading narrows what slow readings left open", () => {
  const time = { ms: 1_000 };
  const clock = new Clock(() => time.ms);
  clock.sync({ elapsed_ms: 0, remaining_ms: MINUTE }, 0, 1_000);
  time.ms = 2_010;
  clock.sync({ elapsed_ms: 1_955, remaining_ms: MINUTE - 1_955 }, 2_000, 2_010);
  time.ms = 4_000;
  clock.sync({ elapsed_ms: 3_500, remaining_ms: MINUTE - 3_500 }, 3_000, 4_000);
  assert.ok(Math.abs(clock.elapsed() - 3_950) <= 5, String(clock.elapsed()));
});

test("after sleep, when the monotonic clock stood still, the next reading is believed", () => {
  const { clock, time } = timed();
  time.ms += 10;
  clock.sync({ elapsed_ms: 45 * MINUTE, remaining_ms: 135 * MINUTE }, time.ms - 4, time.ms);
  assert.ok(Math.abs(/** @type {number} */ (clock.remaining()) - 135 * MINUTE) <= 4);
});

test("an answer overtaken by a newer one does not bring an old limit back", () => {
  const { clock, time } = timed({ minutes: 60 });
  time.ms = 9_000;
  assert.equal(clock.sync({ elapsed_ms: 3_000, remaining_ms: 90 * MINUTE - 3_000 }, 8_000, 8_000), true);
  assert.equal(clock.sync({ elapsed_ms: 2_000, remaining_ms: 60 * MINUTE - 2_000 }, 7_000, 9_000), false);
  assert.equal(clock.remaining(), 90 * MINUTE - 4_000);
});

test("a reading that agrees says no change of the limit, more time does", () => {
  const { clock, time } = timed();
  time.ms += MINUTE;
  assert.equal(clock.sync({ elapsed_ms: MINUTE, remaining_ms: 179 * MINUTE }, time.ms, time.ms), false);
  assert.equal(clock.sync({ elapsed_ms: MINUTE, remaining_ms: 224 * MINUTE }, time.ms, time.ms), true);
  assert.equal(clock.remaining(), 224 * MINUTE);
});

test("an attempt made untimed has no remaining time and is never over", () => {
  const { clock, time } = timed({ minutes: 1 });
  assert.equal(clock.sync({ elapsed_ms: 0, remaining_ms: null }, time.ms, time.ms), true);
  time.ms += 2 * MINUTE;
  assert.equal(clock.untimed, true);
  assert.equal(clock.remaining(), null);
  assert.equal(clock.isOver(), false);
  assert.equal(clock.isForcedVisible(), false);
  assert.equal(clock.elapsed(), 2 * MINUTE);
});

test("each threshold is told once, on the way down", () => {
  const { clock, time } = timed({ minutes: 180 });
  const told = [];
  for (let tick = 0; tick < 180 * 60 * 4; tick += 1) {
    time.ms += 250;
    const minutes = clock.takeThreshold();
    if (minutes !== null) told.push(minutes);
  }
  assert.deepEqual(told, [60, 30, 15, 5, 1]);
  assert.equal(clock.isOver(), true);
});

test("thresholds behind us at the start, or jumped over in sleep, are not told", () => {
  const { clock, time } = timed({ minutes: 30 });
  assert.equal(clock.takeThreshold(), null);
  time.ms += 26 * MINUTE;
  assert.equal(clock.takeThreshold(), 5);
  assert.equal(clock.takeThreshold(), null);
});

test("jitter tells nothing twice; an extension tells the thresholds ahead again", () => {
  const { clock, time } = timed({ minutes: 10 });
  time.ms += 5 * MINUTE;
  assert.equal(clock.takeThreshold(), 5);
  clock.sync({ elapsed_ms: 5 * MINUTE - 300, remaining_ms: 5 * MINUTE + 300 }, time.ms - 10, time.ms);
  assert.equal(clock.takeThreshold(), null);
  clock.sync({ elapsed_ms: 5 * MINUTE, remaining_ms: 10 * MINUTE }, time.ms, time.ms);
  time.ms += 5 * MINUTE + 1_000;
  assert.equal(clock.takeThreshold(), 5);
});

test("the clock shows itself in the last five minutes", () => {
  const { clock, time } = timed({ minutes: 10 });
  time.ms += 5 * MINUTE - 1;
  assert.equal(clock.isForcedVisible(), false);
  time.ms += 1;
  assert.equal(clock.isForcedVisible(), true);
});

test("a long silence of the server makes the time unsure until it answers", () => {
  const { clock, time } = timed();
  time.ms += 151_000;
  assert.equal(clock.isUnsure(), true);
  clock.sync({ elapsed_ms: 151_000, remaining_ms: 180 * MINUTE - 151_000 }, time.ms, time.ms);
  assert.equal(clock.isUnsure(), false);
});
