import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { ApiError } from "../../apps/web/api.js";
import { failureText } from "../../apps/web/failure.js";
import { percent, span } from "../../apps/web/figures.js";
import { setLanguage } from "../../apps/web/i18n.js";
import { share } from "../../apps/web/scale.js";

afterEach(() => setLanguage("en"));

test("a percentage is written as each language writes it", () => {
  assert.equal(percent(0.7), "70%");
  setLanguage("fr");
  assert.equal(percent(0.7), "70\u00a0%");
});

test("a half is rounded as the PDF rounds it, to the even neighbour", () => {
  assert.equal(percent(0.725), "72%");
  assert.equal(percent(0.735), "74%");
});

test("a length of time is written as the sentences of the report write it", () => {
  assert.equal(span(47.6), "48\u00a0s");
  assert.equal(span(59.6), "1\u00a0min");
  assert.equal(span(725), "12\u00a0min\u00a005\u00a0s");
  assert.equal(span(7620), "2\u00a0h\u00a007\u00a0min");
  assert.equal(span(3600), "1\u00a0h");
  assert.equal(span(3599.8), "1\u00a0h");
  setLanguage("fr");
  assert.equal(span(7620), "2\u00a0h\u00a007");
});

test("a mark never leaves its line", () => {
  assert.equal(share(-0.1), "0%");
  assert.equal(share(1.2), "100%");
  assert.equal(share(0.70245), "70.25%");
});

test("a wait of more than a minute is told in whole minutes, never too short", () => {
  const busy = (/** @type {number} */ retryAfter) => failureText(new ApiError("busy", { status: 429, retryAfter }));
  assert.match(busy(75), /2 minutes/);
  assert.match(busy(40), /40 seconds/);
});

test("the server's own words are told in the reader's language", () => {
  const error = new ApiError("refused", { status: 403, said: { en: "No.", fr: "Non." } });
  assert.equal(failureText(error), "No.");
  setLanguage("fr");
  assert.equal(failureText(error), "Non.");
});
