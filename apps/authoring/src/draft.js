/** An item as it is being written: from its file, field by field, and back to what the server takes. */

/** @typedef {import("./types.js").Draft} Draft */
/** @typedef {import("./types.js").Fields} Fields */
/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").Text} Text */

const NUMBERS = new Set(["difficulty", "seconds", "activity", "competence"]);
const OPTIONAL = new Set(["activity", "competence", "case", "module", "replaces", "where", "url"]);
const OPTIONS = 4;

/** @returns {Text} */
const noText = () => ({ en: "", fr: "" });

/**
 * An item of which nothing is written.
 * @param {string} month of today, as 2026-11
 * @returns {Fields}
 */
export function blank(month) {
  return {
    id: "", revision: 1, status: "draft", review: "draft", use: "mock", domain: "", topic: "", activity: "", competence: "",
    level: "apply", leadin: "best-action", step: "plan", jurisdiction: "us", setting: [], population: [], difficulty: "0.68", seconds: "60",
    case: "", stem: noText(), choices: Array.from({ length: OPTIONS }, emptyChoice), sources: [emptySource()], facts: [], as_of: month,
    module: "", enemies: [], replaces: "", waivers: [],
  };
}

/** @returns {import("./types.js").Choice} */
export function emptyChoice() {
  return { id: "", text: noText(), why: noText() };
}

/** @returns {import("./types.js").Source} */
export function emptySource() {
  return { title: "", where: "", url: "" };
}

/**
 * The draft of an item that stands in a file.
 * @param {Item} item
 * @param {{exam: string, root: number, scenario: Text | null}} around
 * @returns {Draft}
 */
export function draftOf(item, { exam, root, scenario }) {
  const { correct = [], ...known } = item;
  const fields = { ...blank(""), ...structuredClone(known) };
  for (const name of NUMBERS) Object.assign(fields, { [name]: item[name] === undefined ? "" : String(item[name]) });
  fields.sources = fields.sources.map((/** @type {any} */ source) => ({ ...emptySource(), ...source }));
  const key = correct.length === 1 ? fields.choices.findIndex(({ id }) => id === correct[0]) : -1;
  return { exam, root, key, item: /** @type {Fields} */ (fields), scenario: structuredClone(scenario) };
}

/**
 * The draft with another value at a place, as `choices[1].text.en`; nothing else is shared or copied.
 * @param {Draft} draft
 * @param {string} place
 * @param {unknown} value
 * @returns {Draft}
 */
export function written(draft, place, value) {
  return { ...draft, item: /** @type {Fields} */ (replaced(draft.item, stepsOf(place), value)) };
}

/** @param {any} whole @param {(string | number)[]} steps @param {unknown} value @returns {any} */
function replaced(whole, [first, ...rest], value) {
  if (first === undefined) return value;
  const copy = Array.isArray(whole) ? [...whole] : { ...whole };
  copy[first] = replaced(copy[first], rest, value);
  return copy;
}

/** The value at a place. @param {Draft} draft @param {string} place @returns {any} */
export function valueAt(draft, place) {
  return stepsOf(place).reduce((/** @type {any} */ whole, step) => whole?.[step], draft.item);
}

/** @param {string} place @returns {(string | number)[]} */
function stepsOf(place) {
  return [...place.matchAll(/\[(\d+)\]|[^.[\]]+/gu)].map(([whole, index]) => (index === undefined ? whole : Number(index)));
}

/**
 * The draft with an option moved up (-1) or down (1); the key moves with it.
 * @param {Draft} draft
 * @param {number} from
 * @param {-1 | 1} by
 * @returns {Draft}
 */
export function moved(draft, from, by) {
  const to = from + by;
  const choices = [...draft.item.choices];
  const [one, other] = [choices[from], choices[to]];
  if (one === undefined || other === undefined) return draft;
  [choices[from], choices[to]] = [other, one];
  const key = draft.key === from ? to : draft.key === to ? from : draft.key;
  return { ...draft, key, item: { ...draft.item, choices } };
}

/** The draft without an option. @param {Draft} draft @param {number} at @returns {Draft} */
export function withoutChoice(draft, at) {
  const choices = draft.item.choices.filter((_, index) => index !== at);
  const key = draft.key === at ? -1 : draft.key > at ? draft.key - 1 : draft.key;
  return { ...draft, key, item: { ...draft.item, choices } };
}

/**
 * What the server takes: numbers as numbers, what is empty and may be left out, ids for options that have none.
 * @param {Draft} draft
 * @param {import("./types.js").Base} base
 * @returns {import("./types.js").Sent}
 */
export function sent(draft, base) {
  const { waivers, ...fields } = draft.item;
  const choices = named(fields.choices);
  const correct = choices[draft.key]?.id;
  const item = tidied({ ...fields, choices, correct: correct === undefined ? [] : [correct] });
  if (waivers.length > 0) item["waivers"] = waivers;
  return { exam: draft.exam, item, case: scenarioSent(draft, base), is_new: base.digest === null };
}

/** The scenario, where the author has changed or begun it. @param {Draft} draft @param {import("./types.js").Base} base */
function scenarioSent({ item, scenario }, base) {
  if (item.case === "" || scenario === null) return null;
  const same = base.case_id === item.case && base.case_text?.en === scenario.en && base.case_text.fr === scenario.fr;
  return same ? null : { id: item.case, text: scenario };
}

/** @param {Record<string, any>} record @returns {Record<string, any>} */
function tidied(record) {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([name, value]) => !(OPTIONAL.has(name) && value === ""))
      .map(([name, value]) => [name, tidyValue(name, value)]),
  );
}

/** @param {string} name @param {any} value @returns {any} */
function tidyValue(name, value) {
  if (name === "sources") return value.map(tidied);
  if (!NUMBERS.has(name)) return value;
  const number = Number(String(value).replace(",", "."));
  return String(value).trim() === "" || Number.isNaN(number) ? value : number;
}

/** @param {import("./types.js").Choice[]} choices */
function named(choices) {
  const taken = new Set(choices.map(({ id }) => id));
  return choices.map((choice) => {
    if (choice.id !== "") return choice;
    const base = slug(choice.text.en) || "option";
    let id = base;
    for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
    taken.add(id);
    return { ...choice, id };
  });
}

/** The first words of a text as an id. @param {string} text @returns {string} */
function slug(text) {
  const plain = text.normalize("NFKD").replace(/[\u0300-\u036f'’]/gu, "").toLowerCase();
  return (plain.match(/[a-z0-9]+/gu) ?? []).slice(0, 3).join("-").slice(0, 60);
}

/** A new item that says the same, in place of one that stands. @param {Draft} draft @returns {Draft} */
export function replacement(draft) {
  const { item } = draft;
  return { ...draft, item: { ...item, id: "", revision: 1, status: "draft", review: "draft", replaces: item.id, waivers: [] } };
}
