import assert from "node:assert/strict";
import { test } from "node:test";

import { actionOf, takesText } from "../../apps/exam/src/shortcuts.js";

const press = (/** @type {string} */ key, held = {}) => ({ key, ctrlKey: false, altKey: false, metaKey: false, ...held });

test("letters and digits choose, in either case", () => {
  for (const [key, letter] of [["a", "a"], ["D", "d"], ["1", "a"], ["4", "d"]]) {
    assert.deepEqual(actionOf(press(String(key)), false), { do: "choose", letter });
  }
});

test("after S a letter strikes out", () => {
  assert.deepEqual(actionOf(press("s"), false), { do: "strike-next" });
  assert.deepEqual(actionOf(press("b"), true), { do: "strike", letter: "b" });
  assert.deepEqual(actionOf(press("n"), true), { do: "next" });
});

test("two keys move each way", () => {
  for (const key of ["n", "j"]) assert.deepEqual(actionOf(press(key), false), { do: "next" });
  for (const key of ["p", "K"]) assert.deepEqual(actionOf(press(key), false), { do: "previous" });
});

test("keys of the browser and keys held down do nothing", () => {
  assert.equal(actionOf(press("f", { ctrlKey: true }), false), null);
  assert.equal(actionOf(press("d", { altKey: true }), false), null);
  assert.equal(actionOf(press("r", { metaKey: true }), false), null);
  assert.equal(actionOf(press("n", { repeat: true }), false), null);
  for (const key of ["Tab", "Enter", " ", "ArrowDown", "Escape", "/", "'", "z", "constructor"]) {
    assert.equal(actionOf(press(key), false), null, key);
  }
});

test("text fields and lists keep their keys, radio buttons do not", () => {
  assert.equal(takesText({ tagName: "TEXTAREA" }), true);
  assert.equal(takesText({ tagName: "SELECT" }), true);
  assert.equal(takesText({ tagName: "INPUT", type: "search" }), true);
  assert.equal(takesText({ tagName: "DIV", isContentEditable: true }), true);
  assert.equal(takesText({ tagName: "INPUT", type: "radio" }), false);
  assert.equal(takesText({ tagName: "BUTTON" }), false);
  assert.equal(takesText(null), false);
});
