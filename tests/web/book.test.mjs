import assert from "node:assert/strict";
import { test } from "node:test";

import { keep, kept, mountAll } from "../../apps/book/src/activities.js";
import { isShown, placeOf } from "../../apps/book/src/place.js";
import { MemoryShelf } from "../../apps/web/storage.js";

test("a state comes back as it was kept", () => {
  const shelf = new MemoryShelf();
  keep(shelf, "k", { state: { order: ["a"] }, done: true });
  assert.deepEqual(kept(shelf, "k"), { order: ["a"] });
});

test("nothing, nonsense and a blocked storage are no state", () => {
  const shelf = new MemoryShelf();
  assert.equal(kept(shelf, "k"), null);
  shelf.setItem("k", "{");
  assert.equal(kept(shelf, "k"), null);
  assert.equal(kept(null, "k"), null);
});

test("a full storage loses the state but not the page", () => {
  const full = Object.assign(new MemoryShelf(), {
    setItem() {
      throw new Error("full");
    },
  });
  assert.doesNotThrow(() => keep(full, "k", { state: {}, done: false }));
});

test("a page without activities is left alone", () => {
  const page = /** @type {any} */ ({ documentElement: { lang: "fr" }, querySelectorAll: () => [] });
  assert.doesNotThrow(() => mountAll(page, () => assert.fail("mounted"), null));
});

/** @param {string} id @param {number} top @param {boolean} [whole] */
const section = (id, top, whole = false) =>
  /** @type {any} */ ({ id, getBoundingClientRect: () => ({ top }), parentElement: { closest: () => (whole ? null : {}) } });

test("the place is the last section that began above the line", () => {
  const sections = [section("title", -900, true), section("scene", -400), section("who", 100), section("next", 900)];
  assert.equal(placeOf(sections, 300), "who");
});

test("the top of the page is no section", () => {
  assert.equal(placeOf([section("title", 20, true), section("scene", 500)], 300), null);
});

test("what the address names counts while it is on the screen", () => {
  assert.equal(isShown(section("who", 100), 800), true);
  assert.equal(isShown(section("who", -100), 800), false);
  assert.equal(isShown(section("who", 900), 800), false);
  assert.equal(isShown(null, 800), false);
});
