import assert from "node:assert/strict";
import { test } from "node:test";

import { sameButTime } from "../../apps/home/src/attempts.js";
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

test("time alone does not redraw the page; an answer, an end or a new report does", () => {
  const before = { attempts: [open({})], history: [] };
  assert.equal(sameButTime(before, { attempts: [open({ remaining_ms: 10 })], history: [] }), true);
  assert.equal(sameButTime(before, { attempts: [open({ answered: 4 })], history: [] }), false);
  assert.equal(sameButTime(before, { attempts: [open({ state: "expired" })], history: [] }), false);
  assert.equal(sameButTime(before, { attempts: [open({})], history: [closed("1", "full", "Full")] }), false);
});
