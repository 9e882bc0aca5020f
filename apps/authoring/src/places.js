/** Places of an item: what they are called, and which field shows them. */

import { t } from "../../web/i18n.js";

const LETTERS = "ABCDE";

/** What a field is called; the same words stand above it. @param {string} name @returns {string} */
export function fieldName(name) {
  return (
    {
      id: t("Id"), status: t("Status"), review: t("Review"), use: t("Use"), domain: t("Domain"), topic: t("Topic"), level: t("Level"),
      leadin: t("Question asked"), step: t("Step of case management"), jurisdiction: t("Country"), setting: t("Settings"), population: t("People"),
      difficulty: t("Difficulty (a guess)"), seconds: t("Seconds expected"), as_of: t("Facts checked in"), module: t("Lesson that teaches it"), facts: t("Facts it depends on"),
      enemies: t("Never with"), replaces: t("Replaces"), case: t("Scenario"), stem: t("Question"), choices: t("Options"), correct: t("Right answer"),
      sources: t("Sources"), waivers: t("Rules waived"), activity: t("Activity"), competence: t("Competence"), item: t("Question and options"), scenario: t("Scenario"),
      exam: t("Exam"), root: t("Folder"),
    }[name] ?? name
  );
}

/**
 * A place of a finding in words: "Option B, reason, French".
 * @param {string} place as `choices[1].why.fr`
 * @returns {string}
 */
export function placeName(place) {
  if (place === "") return t("The question");
  return [...place.matchAll(/([^.[\]]+)(?:\[(\d+)\])?/gu)].map(([, name = "", at]) => partName(name, at)).filter((part) => part !== "").join(", ");
}

/** @param {string} name @param {string | undefined} at @returns {string} */
function partName(name, at) {
  if (name === "en") return t("English");
  if (name === "fr") return t("French");
  if (name === "text") return "";
  if (name === "why") return t("reason");
  if (name === "title") return t("title");
  if (name === "where") return t("place in it");
  if (name === "url") return t("address");
  if (name === "choices" && at !== undefined) return t("Option {letter}", { letter: LETTERS[Number(at)] ?? at });
  return at === undefined ? fieldName(name) : `${fieldName(name)} ${Number(at) + 1}`;
}

/**
 * The ids of the fields that may show a place, the nearest first.
 * @param {string} place
 * @returns {string[]}
 */
export function fieldsFor(place) {
  const known = { correct: "key-0", choices: "choices[0].text.en", "item.en": "stem.en", "item.fr": "stem.fr", sources: "sources[0].title", "": "stem.en" }[place];
  /** @type {string[]} */
  const found = known === undefined ? [] : [known];
  for (let part = place; part !== ""; part = part.replace(/(?:\.|^)[^.[\]]+$|\[\d+\]$/u, "")) found.push(part, `${part}.en`, `${part}.text.en`, `${part}.title`, `${part}.rule`);
  return found.map((name) => `f-${name}`);
}
