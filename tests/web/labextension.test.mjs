import assert from "node:assert/strict";
import { test } from "node:test";

import { showsLesson } from "../../apps/lessons/labextension/src/cells.js";
import { cellOf, targetOf } from "../../apps/lessons/labextension/src/place.js";
import { otherThan, wordsOf } from "../../apps/lessons/labextension/src/words.js";

const OPENING = 'from apps.lessons import open_lesson\n\nlesson = open_lesson("french-law", 1, "fr")';

for (const code of [
  OPENING,
  'lesson.activity("sort-the-cards")',
  "lesson.figure('visits')\n",
  'lesson.disagree("a", "b")',
  'lesson.disagree(\n    "a",\n    "b",\n)',
  "lesson.check()",
  "lesson.glossary()",
  "lesson.sources()",
]) {
  test(`runs by itself: ${JSON.stringify(code)}`, () => assert.ok(showsLesson(code)));
}

for (const code of [
  "",
  "import os",
  `${OPENING}\nimport os`,
  'lesson.activity("a"); import os',
  'lesson.activity(__import__("os").system("id"))',
  'lesson.activity(f"{open(1)}")',
  'lesson.activity("a" + x)',
  'lesson.activity("a\\" + x + \\"")',
  'lesson.activity("a") # ok',
  "lesson.check().run()",
  "lesson.open()",
  "x.lesson.check()",
  "!rm -rf /",
  "%run x.py",
  "from apps.lessons import open_lesson, os",
  'open_lesson("a", 1, "fr")',
]) {
  test(`never runs by itself: ${JSON.stringify(code)}`, () => assert.ok(!showsLesson(code)));
}

test("a long line that is no call is refused at once", () => {
  const start = performance.now();
  assert.ok(!showsLesson(`lesson.disagree(${'"a", '.repeat(20_000)}!)`));
  assert.ok(performance.now() - start < 500);
});

test("a fragment names a cell, with and without its word", () => {
  assert.equal(cellOf("#cell=who-may-know"), "who-may-know");
  assert.equal(cellOf("#who-may-know"), "who-may-know");
  for (const other of ["", "#", "#Who", "#a b", "#cell=", '#cell="]']) assert.equal(cellOf(other), "");
});

test("links lead to a section of this lesson or of another, or are left to JupyterLab", () => {
  const here = "french-law/1-secrecy.fr.ipynb";
  const files = "http://127.0.0.1:8867/files/";
  assert.deepEqual(targetOf("#who-may-know", here, files), { path: here, cell: "who-may-know" });
  assert.deepEqual(targetOf("2-records.fr.ipynb#a", here, files), { path: "french-law/2-records.fr.ipynb", cell: "a" });
  assert.deepEqual(targetOf("../ethics/1-duty.fr.ipynb", here, files), { path: "ethics/1-duty.fr.ipynb", cell: "" });
  assert.deepEqual(targetOf(`${files}ethics/1-duty.fr.ipynb?_xsrf=1#b`, here, files), { path: "ethics/1-duty.fr.ipynb", cell: "b" });
  for (const other of ["../../x/1-a.fr.ipynb", "https://example.org/", "//example.org/1-a.fr.ipynb", "mailto:a@b", "notes.txt", "../x.ipynb", "javascript:1"]) {
    assert.equal(targetOf(other, here, files), null);
  }
});

test("both languages say the same things, and each offers the other", () => {
  assert.deepEqual(Object.keys(wordsOf("en")), Object.keys(wordsOf("fr")));
  assert.equal(otherThan(otherThan("fr")), "fr");
});
