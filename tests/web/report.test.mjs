import assert from "node:assert/strict";
import { test } from "node:test";

import { attemptOf } from "../../apps/report/src/addresses.js";
import { lessonUrl } from "../../apps/web/address.js";
import { webUrl } from "../../apps/web/address.js";
import { EVERYTHING, counted, domainsOf, positionOf, shows } from "../../apps/report/src/filter.js";
import { likelihood } from "../../apps/report/src/total.js";

/** @param {object} changes @returns {any} */
const question = (changes) => ({
  position: 1,
  domain: "reimbursement",
  outcome: "right",
  flagged: false,
  change: null,
  scored: true,
  ...changes,
});

test("the filter of wrong questions shows blanks too", () => {
  const wrong = /** @type {const} */ ({ kind: "wrong", domain: null });
  assert.equal(shows(question({ outcome: "wrong" }), wrong), true);
  assert.equal(shows(question({ outcome: "blank" }), wrong), true);
  assert.equal(shows(question({}), wrong), false);
});

test("each kind of filter shows its questions and no other", () => {
  const plain = question({});
  for (const [kind, changes] of /** @type {const} */ ([
    ["flagged", { flagged: true }],
    ["changed", { change: "wrong-right" }],
    ["pretest", { scored: false }],
  ])) {
    assert.equal(shows(question(changes), { kind, domain: null }), true, kind);
    assert.equal(shows(plain, { kind, domain: null }), false, kind);
  }
});

test("kind and domain narrow each other down", () => {
  const questions = [
    question({ flagged: true }),
    question({ flagged: true, domain: "psychosocial" }),
    question({ domain: "psychosocial" }),
  ];
  assert.equal(counted(questions, EVERYTHING), 3);
  assert.equal(counted(questions, { kind: "flagged", domain: "psychosocial" }), 1);
});

test("only domains with questions are offered, in the order of the report", () => {
  const questions = [question({ domain: "b" }), question({ domain: "a" })];
  assert.deepEqual(domainsOf(questions, [{ id: "a" }, { id: "x" }, { id: "b" }]), ["a", "b"]);
});

test("an address names a question by its position", () => {
  assert.equal(positionOf("#q-12"), 12);
  for (const other of ["", "#total", "#q-0", "#q-12x", "#q-1234"]) assert.equal(positionOf(other), null, other);
});

test("only an attempt id of the server's form is asked for", () => {
  const id = "0123456789abcdef0123456789abcdef";
  assert.equal(attemptOf(`?attempt=${id}`), id);
  for (const query of ["", "?attempt=", "?attempt=../me", `?attempt=${id}0`]) assert.equal(attemptOf(query), null, query);
});

test("a source links to the web or to this server, never to a script", () => {
  assert.equal(webUrl("https://www.ahrq.gov/"), "https://www.ahrq.gov/");
  assert.equal(webUrl("/lessons/1"), "/lessons/1");
  for (const url of [null, "javascript:alert(1)", "//evil.example", "/\\evil.example", "data:text/html,x"]) {
    assert.equal(webUrl(url), null);
  }
});

test("a lesson is linked at its section, in the language of the page", (context) => {
  const page = { documentElement: { dataset: { base: "/training/" } } };
  Object.assign(globalThis, { document: page });
  context.after(() => Reflect.deleteProperty(globalThis, "document"));
  assert.equal(lessonUrl("care-management/3#teach-back", "fr"), "/training/lessons/care-management/3?lang=fr&section=teach-back");
  assert.equal(lessonUrl("process/1", "en"), "/training/lessons/process/1?lang=en");
  for (const module of ["../3", "process", "process/1#a b", "process/12"]) assert.equal(lessonUrl(module, "en"), null, module);
});

test("a chance never reads as certainty", () => {
  assert.equal(likelihood(0.999), "more than 99%");
  assert.equal(likelihood(0.001), "less than 1%");
  assert.equal(likelihood(0.5), "50%");
});
