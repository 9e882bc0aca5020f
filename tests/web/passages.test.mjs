import assert from "node:assert/strict";
import { test } from "node:test";

import { beginning, pieces, plain, runs, sentences } from "../../apps/web/passages.js";

const STEM = "She says no. What comes **first**? Choose.";

test("emphasis is cut out of the prose and not counted", () => {
  assert.deepEqual(runs(STEM).map(({ text, strong }) => [text, strong]), [
    ["She says no. What comes ", false],
    ["first", true],
    ["? Choose.", false],
  ]);
  assert.equal(plain(STEM), "She says no. What comes first? Choose.");
});

test("prose without emphasis, or with a lone mark, is kept as it is", () => {
  assert.equal(plain("2 ** 3 is eight"), "2 ** 3 is eight");
  assert.equal(plain(""), "");
});

test("pieces join to the prose, whatever is marked", () => {
  const text = plain(STEM);
  for (let start = 0; start < text.length; start += 1) {
    for (let end = start + 1; end <= text.length; end += 1) {
      const cut = pieces(STEM, [{ start, end }]);
      assert.equal(cut.map((piece) => piece.text).join(""), text);
      const marked = cut.filter((piece) => piece.marked !== null).map((piece) => piece.text).join("");
      assert.equal(marked, text.slice(start, end));
    }
  }
});

test("a highlight across emphasis keeps both", () => {
  const cut = pieces(STEM, [{ start: 18, end: 30 }]).filter(({ marked }) => marked !== null);
  assert.deepEqual(cut.map(({ text, strong }) => [text, strong]), [["comes ", false], ["first", true], ["?", false]]);
});

test("sentences carry the offsets of their characters", () => {
  const text = plain(STEM);
  const found = sentences(STEM, "en");
  assert.deepEqual(found.map((sentence) => sentence.text), ["She says no.", "What comes first?", "Choose."]);
  for (const { text: said, start, end } of found) assert.equal(text.slice(start, end), said);
});

test("the beginning is cut between words", () => {
  assert.equal(beginning(STEM, 15), "She says no.…");
  assert.equal(beginning(STEM, 500), plain(STEM));
  assert.equal(beginning("Incomprehensibilities", 6), "Incomp…");
});
