/** Which questions of the review are shown. */

/** @typedef {import("./types.js").Question} Question */
/** @typedef {"all" | "wrong" | "flagged" | "changed" | "pretest"} Kind */
/** @typedef {{kind: Kind, domain: string | null}} Filter domain null: all of them */

/** @type {Kind[]} */
export const KINDS = ["all", "wrong", "flagged", "changed", "pretest"];

/** Shows everything. @type {Filter} */
export const EVERYTHING = { kind: "all", domain: null };

/**
 * Whether the filter shows the question; blanks count as wrong.
 * @param {Question} question
 * @param {Filter} filter
 * @returns {boolean}
 */
export function shows(question, { kind, domain }) {
  if (domain !== null && question.domain !== domain) return false;
  if (kind === "wrong") return question.outcome !== "right";
  if (kind === "flagged") return question.flagged;
  if (kind === "changed") return question.change !== null;
  if (kind === "pretest") return !question.scored;
  return true;
}

/**
 * How many questions the filter shows.
 * @param {Question[]} questions
 * @param {Filter} filter
 * @returns {number}
 */
export function counted(questions, filter) {
  return questions.filter((question) => shows(question, filter)).length;
}

/**
 * The domains that have questions, in the order of the report.
 * @param {Question[]} questions
 * @param {readonly {id: string}[]} lines
 * @returns {string[]}
 */
export function domainsOf(questions, lines) {
  const present = new Set(questions.map(({ domain }) => domain));
  return lines.map(({ id }) => id).filter((id) => present.has(id));
}

/**
 * The position in an address such as `#q-12`, null for any other.
 * @param {string} hash
 * @returns {number | null}
 */
export function positionOf(hash) {
  const found = /^#q-([1-9][0-9]{0,2})$/.exec(hash);
  return found === null ? null : Number(found[1]);
}
