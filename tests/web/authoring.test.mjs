import assert from "node:assert/strict";
import { test } from "node:test";

import { addressOf, placeOf } from "../../apps/authoring/src/address.js";
import { CHECK_MS, Desk, NOTHING, SIMILAR_MS, baseOf, opening } from "../../apps/authoring/src/desk.js";
import { differences } from "../../apps/authoring/src/differences.js";
import { blank, draftOf, moved, replacement, sent, valueAt, withoutChoice, written } from "../../apps/authoring/src/draft.js";
import { itemWords, secondsFor, sizeOf, wordCount } from "../../apps/authoring/src/house.js";
import { Keep } from "../../apps/authoring/src/keep.js";
import { nameOf } from "../../apps/authoring/src/names.js";
import { isNew, newName } from "../../apps/authoring/src/new-name.js";
import { fieldsFor, placeName } from "../../apps/authoring/src/places.js";
import { alike } from "../../apps/authoring/src/view-findings.js";
import { ApiError } from "../../apps/web/api.js";
import { MemoryShelf } from "../../apps/web/storage.js";
import { Time } from "./world.mjs";

const text = (/** @type {string} */ words) => ({ en: words, fr: `${words} fr` });
const choices = ["one", "two", "three", "four"].map((id) => ({ id, text: text(id), why: text(`why ${id}`) }));
const item = {
  id: "an-item", revision: 2, status: "live", review: "checked", use: "mock", domain: "psychosocial", topic: "communication", level: "judge", leadin: "best-action",
  step: "plan", jurisdiction: "us", setting: ["home"], population: ["adult"], difficulty: 0.7, seconds: 55, stem: text("What now?"), choices, correct: ["two"],
  sources: [{ title: "A guide", where: "page 3" }], facts: [], as_of: "2026-11", enemies: [],
};
/** @type {import("../../apps/authoring/src/types.js").Opened} */
const opened = { item, exam: "ccm", root: 1, digest: "d1", case: null };

test("a place and its address", () => {
  for (const search of ["?", "?exam=ccm&status=draft", "?item=an-item", "?item=an-item&view=preview", "?domain=psychosocial&new=new-3"]) assert.equal(addressOf(placeOf(search)), search);
  assert.deepEqual(placeOf("?item=../x&status=draft"), { view: "list", filters: { status: "draft" } });
  assert.deepEqual(placeOf("?other=1&text="), { view: "list", filters: {} });
});

test("an item comes back from its draft as it was", () => {
  const { revision, ...rest } = sent(opening(opened), baseOf(opened)).item;
  assert.deepEqual({ ...rest, revision }, item);
  assert.equal(sent(opening(opened), baseOf(opened)).is_new, false);
});

test("what is empty and may be is left out; what is no number is sent as typed", () => {
  let draft = opening(opened);
  draft = written(written(written(draft, "difficulty", "0,55"), "seconds", "long"), "sources[0].where", "");
  const given = sent(draft, NOTHING).item;
  assert.deepEqual([given["difficulty"], given["seconds"], given["sources"]], [0.55, "long", [{ title: "A guide" }]]);
  for (const name of ["case", "module", "replaces", "activity", "waivers"]) assert.equal(name in given, false, name);
  assert.equal(sent(written(draft, "difficulty", ""), NOTHING).item["difficulty"], "");
});

test("writing at a place leaves the rest and the earlier draft alone", () => {
  const before = opening(opened);
  const after = written(before, "choices[1].why.fr", "Autre");
  assert.equal(valueAt(after, "choices[1].why.fr"), "Autre");
  assert.equal(valueAt(before, "choices[1].why.fr"), "why two fr");
  assert.equal(after.item.choices[0], before.item.choices[0]);
  assert.equal(valueAt(after, "choices[9].why.fr"), undefined);
});

test("the key stays with its option when options move or go", () => {
  const draft = opening(opened);
  const keyOf = (/** @type {import("../../apps/authoring/src/types.js").Draft} */ one) => one.item.choices[one.key]?.id;
  assert.equal(keyOf(moved(draft, 1, -1)), "two");
  assert.equal(keyOf(moved(draft, 0, 1)), "two");
  assert.equal(keyOf(moved(draft, 2, 1)), "two");
  assert.equal(moved(draft, 0, -1), draft);
  assert.equal(keyOf(withoutChoice(draft, 0)), "two");
  assert.equal(withoutChoice(draft, 1).key, -1);
  assert.deepEqual(sent(withoutChoice(draft, 1), NOTHING).item["correct"], []);
});

test("options without an id are named after their words, each differently", () => {
  const item0 = { ...blank("2026-11"), choices: ["Call the prescriber’s office", "Call the prescribers office", "", "Été à venir"].map((words) => ({ id: "", text: text(words), why: text("") })) };
  const given = sent({ exam: "ccm", root: 0, key: 3, item: item0, scenario: null }, NOTHING).item;
  assert.deepEqual(given["choices"].map((/** @type {any} */ { id }) => id), ["call-the-prescribers", "call-the-prescribers-2", "option", "ete-a-venir"]);
  assert.deepEqual(given["correct"], ["ete-a-venir"]);
});

test("a scenario is sent only where it was touched", () => {
  const scenario = { id: "a-case", text: text("She comes home."), digest: "c1", items: ["an-item", "b"] };
  const with_case = { ...opened, item: { ...item, case: "a-case" }, case: scenario };
  const draft = opening(with_case);
  assert.equal(sent(draft, baseOf(with_case)).case, null);
  const changed = { ...draft, scenario: { en: "She leaves.", fr: "Elle part." } };
  assert.deepEqual(sent(changed, baseOf(with_case)).case, { id: "a-case", text: changed.scenario });
  assert.equal(sent({ ...changed, item: { ...changed.item, case: "" } }, baseOf(with_case)).case, null);
});

test("a replacement is a new draft that names what it replaces", () => {
  const { item: fields } = replacement(opening(opened));
  assert.deepEqual([fields.id, fields.revision, fields.status, fields.review, fields.replaces], ["", 1, "draft", "draft", "an-item"]);
});

test("words are counted as the linter counts, against the house style", () => {
  assert.equal(wordCount("« Que faire ? » dit-il – 4 lb."), 5);
  assert.equal(wordCount("  "), 0);
  const draft = opening(opened);
  assert.deepEqual(sizeOf(draft, "stem", "en", "a b c"), { words: 3, bounds: [35, 75], fits: false });
  assert.deepEqual(sizeOf(draft, "stem", "fr", "a b c"), { words: 3, bounds: null, fits: true });
  assert.equal(sizeOf(draft, "choices[1].why", "en", "")?.bounds?.[0], 30);
  assert.equal(sizeOf(draft, "choices[0].why", "en", "")?.bounds?.[0], 15);
  assert.equal(sizeOf(draft, "choices[0].text", "fr", "a b c d")?.fits, true);
  assert.deepEqual(sizeOf(draft, "scenario.text", "fr", "")?.bounds, [0, 175]);
  assert.equal(sizeOf(draft, "topic", "en", "a"), null);
  assert.equal(itemWords(draft, "fr"), 11);
  assert.equal(secondsFor(draft), Math.round(6 / 3 + 20));
});

test("places have names, and lead to a field", () => {
  assert.equal(placeName("choices[1].why.fr"), "Option B, reason, French");
  assert.equal(placeName("scenario.text.en"), "Scenario, English");
  assert.equal(placeName(""), "The question");
  assert.ok(fieldsFor("choices[1].text.en").includes("f-choices[1].text.en"));
  assert.ok(fieldsFor("enemies[1]").includes("f-enemies"));
  assert.equal(fieldsFor("item.fr")[0], "f-stem.fr");
  assert.equal(fieldsFor("correct")[0], "f-key-0");
  assert.equal(nameOf("status", "live"), "live");
  assert.equal(nameOf("population", "no-such-word"), "no-such-word");
});

test("names of unsaved new items are not given twice", () => {
  assert.equal(newName([]), "new-1");
  assert.equal(newName(["new-2", "an-item", "new-9"]), "new-10");
  assert.deepEqual([isNew("new-3"), isNew("newborn-jaundice")], [true, false]);
});

test("findings that say the same stand together, in the order of the first", () => {
  const one = { rule: "schema", level: /** @type {const} */ ("error"), place: "a", message: { en: "is empty", fr: "ne contient rien" }, fix: { en: "Write.", fr: "Écrivez." }, waived: false };
  const groups = alike([one, { ...one, rule: "key" }, { ...one, place: "b" }]);
  assert.deepEqual(groups.map((group) => group.map(({ place }) => place)), [["a", "b"], ["a"]]);
});

test("two versions are compared place by place", () => {
  const mine = written(written(opening(opened), "stem.en", "And now?"), "population", ["adult", "carer"]);
  const theirs = { ...opening(opened), key: 0 };
  assert.deepEqual(differences(mine, theirs), [
    { place: "population", mine: "adult, carer", theirs: "adult" },
    { place: "stem.en", mine: "And now?", theirs: "What now?" },
    { place: "correct", mine: "two", theirs: "one" },
  ]);
  assert.deepEqual(differences(mine, mine), []);
});

/** A desk on a server that answers as the test says. @param {Partial<Record<"check" | "similar" | "save" | "item", (...given: any[]) => any>>} [answers] */
function desk(answers = {}) {
  const time = new Time();
  const shelf = new MemoryShelf();
  const keep = new Keep("ann", shelf, true);
  /** @type {string[]} */
  const told = [];
  /** @type {any[]} */
  const asked = [];
  const client = /** @type {any} */ (
    Object.fromEntries(
      ["check", "similar", "save", "item"].map((name) => [
        name,
        async (/** @type {any[]} */ ...given) => {
          asked.push([name, ...given]);
          const answer = answers[/** @type {"check"} */ (name)];
          if (answer !== undefined) return answer(...given);
          return { check: { findings: [], id: null }, similar: { similar: [] }, item: opened, save: { item: given[0]?.item, digest: "d2", case_digest: null, raised: false, unread: false } }[name];
        },
      ]),
    )
  );
  const made = new Desk({
    name: "an-item", draft: opening(opened), base: baseOf(opened), client, keep, timers: time,
    told: { state: () => told.push(made.state), findings: () => told.push("findings"), similar: () => told.push("similar"), saved: () => told.push("saved") },
  });
  return { made, keep, told, asked, time };
}

const soon = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

test("what is written is kept at once, and checked a moment after the last key", async () => {
  const { made, keep, asked } = desk();
  made.change(written(made.draft, "stem.en", "W"));
  made.change(written(made.draft, "stem.en", "Wh"));
  assert.equal(keep.get("an-item")?.draft.item.stem.en, "Wh");
  assert.deepEqual([made.state, asked.length], ["edited", 0]);
  await soon(Math.max(CHECK_MS, SIMILAR_MS) + 60);
  assert.deepEqual(asked.map(([name]) => name).sort(), ["check", "similar"]);
  assert.equal(asked[0][1].item.stem.en, "Wh");
  made.close();
});

test("a save empties what was kept, and goes on from what the server wrote", async () => {
  const { made, keep, told } = desk({ save: (given) => ({ item: { ...given.item, revision: 3, review: "draft" }, digest: "d2", case_digest: null, raised: true, unread: true }) });
  made.change(written(made.draft, "stem.en", "Other?"));
  await made.save();
  assert.deepEqual([made.state, made.base.digest, made.draft.item.revision, made.draft.item.review, keep.names()], ["clean", "d2", 3, "draft", []]);
  assert.ok(told.includes("saved"));
  made.close();
});

test("what is typed while a save is under way stays unsaved", async () => {
  /** @type {(kept: any) => void} */
  let answer = () => {};
  const { made, keep } = desk({ save: (given) => new Promise((resolve) => (answer = () => resolve({ item: given.item, digest: "d2", case_digest: null, raised: false, unread: false }))) });
  made.change(written(made.draft, "stem.en", "First"));
  const saving = made.save();
  await soon(0);
  made.change(written(made.draft, "stem.en", "Second"));
  answer(null);
  await saving;
  assert.deepEqual([made.state, made.base.digest, made.draft.item.stem.en], ["edited", "d2", "Second"]);
  assert.equal(keep.get("an-item")?.base.digest, "d2");
  made.close();
});

test("a save that cannot reach the server is kept and tried again", async () => {
  let up = false;
  const { made, keep, asked, time } = desk({
    save: (given) => {
      if (!up) throw new ApiError("offline");
      return { item: given.item, digest: "d2", case_digest: null, raised: false, unread: false };
    },
  });
  made.change(written(made.draft, "stem.en", "Kept"));
  await made.save();
  assert.equal(made.state, "waiting");
  assert.equal(keep.get("an-item")?.draft.item.stem.en, "Kept");
  await time.pass(2_000);
  assert.equal(asked.filter(([name]) => name === "save").length > 1, true);
  up = true;
  await time.pass(60_000);
  assert.deepEqual([made.state, keep.names()], ["clean", []]);
  made.close();
});

test("a refusal or a full disk is told, and not tried again by itself", async () => {
  for (const error of [new ApiError("refused", { status: 409, code: "faulty" }), new ApiError("server", { status: 503, code: "not_written" })]) {
    const { made, keep, asked, time } = desk({ save: () => Promise.reject(error) });
    made.change(written(made.draft, "stem.en", "Kept"));
    await made.save();
    await time.pass(120_000);
    assert.deepEqual([made.state, made.failure, keep.names()], ["refused", error, ["an-item"]]);
    assert.equal(asked.filter(([name]) => name === "save").length, 1);
    made.close();
  }
});

test("two versions: nothing is lost until one is chosen", async () => {
  const theirs = { ...opened, digest: "d9", item: { ...item, difficulty: 0.4 } };
  let tries = 0;
  const { made, keep } = desk({
    save: (given, seen) => {
      tries += 1;
      if (seen.digest !== "d9") throw new ApiError("refused", { status: 409, code: "changed" });
      return { item: given.item, digest: "d10", case_digest: null, raised: false, unread: false };
    },
    item: () => theirs,
  });
  made.change(written(made.draft, "stem.en", "Mine"));
  await made.save();
  assert.deepEqual([made.state, made.conflict?.theirs?.digest], ["conflict", "d9"]);
  await made.save();
  assert.equal(tries, 1);
  made.change(written(made.draft, "stem.fr", "Le mien"));
  assert.equal(made.state, "conflict");
  made.settle(made.draft);
  await made.save();
  assert.deepEqual([made.state, made.draft.item.stem, made.base.digest], ["clean", { en: "Mine", fr: "Le mien" }, "d10"]);
  made.meet(theirs);
  made.revert(theirs);
  assert.deepEqual([made.state, made.draft.item.difficulty, keep.names()], ["clean", "0.4", []]);
  made.close();
});

test("a file that is gone can be written anew", async () => {
  const { made } = desk({
    save: (given, seen) => {
      if (seen.digest !== null) throw new ApiError("refused", { status: 409, code: "changed" });
      return { item: given.item, digest: "d5", case_digest: null, raised: false, unread: false };
    },
    item: () => Promise.reject(new ApiError("refused", { status: 404 })),
  });
  made.change(written(made.draft, "stem.en", "Mine"));
  await made.save();
  assert.deepEqual([made.state, made.conflict], ["conflict", { theirs: null }]);
  made.settle(made.draft);
  await made.save();
  assert.equal(made.base.digest, "d5");
  made.close();
});

test("unsaved work of another author or another version is not found", () => {
  const shelf = new MemoryShelf();
  const mine = new Keep("ann", shelf, true);
  mine.put("an-item", { draft: opening(opened), base: NOTHING, at: "2026-11-22T10:00:00Z" });
  assert.deepEqual(new Keep("bob", shelf, true).names(), []);
  shelf.setItem("parcours.authoring.ann.broken", "{");
  assert.equal(mine.get("broken"), null);
  assert.deepEqual(mine.names(), ["an-item", "broken"]);
  const full = new Keep("ann", { ...shelf, setItem: () => { throw new Error("full"); }, getItem: () => null, removeItem: () => {}, key: () => null, length: 0 }, true);
  assert.equal(full.put("x", { draft: opening(opened), base: NOTHING, at: "" }), false);
});

test("a draft of a bad item opens all the same", () => {
  const draft = draftOf({ id: "x", correct: ["a", "b"], choices: [] }, { exam: "ccm", root: 0, scenario: null });
  assert.deepEqual([draft.key, draft.item.stem.en, draft.item.difficulty], [-1, "", ""]);
});
