import assert from "node:assert/strict";
import { test } from "node:test";

import { destination, tokenIn } from "../../apps/login/src/token.js";

const ORIGIN = "https://parcours.example";

test("a token is found in a link, in its fragment, or bare", () => {
  assert.equal(tokenIn(`${ORIGIN}/login#aB3-_x`), "aB3-_x");
  assert.equal(tokenIn("#aB3-_x"), "aB3-_x");
  assert.equal(tokenIn("  aB3-_x\n"), "aB3-_x");
});

test("what cannot be a token is none", () => {
  for (const pasted of ["", "#", `${ORIGIN}/login`, "two words", "#%", "x".repeat(201)]) {
    assert.equal(tokenIn(pasted), null, pasted);
  }
});

test("signing in leads back to the page that asked for it", () => {
  assert.equal(destination("/report?attempt=1#q-3", "/", ORIGIN), "/report?attempt=1#q-3");
  assert.equal(destination("/p/exam", "/p/", ORIGIN), "/p/exam");
});

test("signing in never leads to another host, out of the base path, or in a circle", () => {
  for (const wanted of [null, "", "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/login", "/login?next=/"]) {
    assert.equal(destination(wanted, "/", ORIGIN), "/", String(wanted));
  }
  assert.equal(destination("/other", "/p/", ORIGIN), "/p/");
  assert.equal(destination("/p/../other", "/p/", ORIGIN), "/p/");
});
