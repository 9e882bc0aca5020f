/** One question as the candidate left it: pure changes, each returns a new answer. */

/** @typedef {"en" | "fr"} Language */
/** @typedef {"a" | "b" | "c" | "d" | "e"} Letter */
/** @typedef {{lang: Language, start: number, end: number}} Highlight */
/**
 * @typedef {object} Answer
 * @property {number} n
 * @property {number} seq
 * @property {Letter | null} choice
 * @property {boolean} flagged
 * @property {Letter[]} struck
 * @property {Highlight[]} highlights
 * @property {string} note
 * @property {number} spent_ms
 */
/** @typedef {Answer & {cursor: number}} Save */
/** @typedef {{en: string, fr: string}} Text */
/**
 * @typedef {object} Question
 * @property {number} n
 * @property {Text} stem
 * @property {Text | null} case
 * @property {{letter: Letter, text: Text}[]} options
 */

// What the server takes.
export const NOTE_LIMIT = 2000;
const HIGHLIGHT_LIMIT = 50;

/**
 * A question nobody has looked at.
 * @param {number} n
 * @returns {Answer}
 */
export function untouched(n) {
  return { n, seq: 0, choice: null, flagged: false, struck: [], highlights: [], note: "", spent_ms: 0 };
}

/**
 * Choose an option; one that was struck out is so no longer. Null takes the choice back.
 * @param {Answer} answer
 * @param {Letter | null} choice
 * @returns {Answer}
 */
export function choose(answer, choice) {
  return { ...answer, choice, struck: answer.struck.filter((letter) => letter !== choice) };
}

/**
 * Mark for review, or no longer.
 * @param {Answer} answer
 * @returns {Answer}
 */
export function toggleFlag(answer) {
  return { ...answer, flagged: !answer.flagged };
}

/**
 * Strike an option out, or no longer; the choice stays as it is.
 * @param {Answer} answer
 * @param {Letter} letter
 * @returns {Answer}
 */
export function toggleStrike(answer, letter) {
  const others = answer.struck.filter((struck) => struck !== letter);
  const struck = others.length < answer.struck.length ? others : [...others, letter].sort();
  return { ...answer, struck };
}

/**
 * Keep a note, cut to what the server takes.
 * @param {Answer} answer
 * @param {string} note
 * @returns {Answer}
 */
export function writeNote(answer, note) {
  return { ...answer, note: note.slice(0, NOTE_LIMIT) };
}

/**
 * Highlight a passage; passages that touch become one, and the server takes no more than fifty.
 * @param {Answer} answer
 * @param {Highlight} added
 * @returns {Answer}
 */
export function highlight(answer, added) {
  if (added.end <= added.start) return answer;
  const touches = (/** @type {Highlight} */ other) =>
    other.lang === added.lang && other.start <= added.end && other.end >= added.start;
  const joined = answer.highlights.filter(touches);
  const whole = {
    lang: added.lang,
    start: Math.min(added.start, ...joined.map(({ start }) => start)),
    end: Math.max(added.end, ...joined.map(({ end }) => end)),
  };
  const others = answer.highlights.filter((other) => !touches(other));
  const highlights = [...others, whole].sort((a, b) => a.lang.localeCompare(b.lang) || a.start - b.start);
  return highlights.length > HIGHLIGHT_LIMIT ? answer : { ...answer, highlights };
}

/**
 * Remove every highlight that shares a character with the passage.
 * @param {Answer} answer
 * @param {Highlight} passage
 * @returns {Answer}
 */
export function unhighlight(answer, { lang, start, end }) {
  const kept = answer.highlights.filter(
    (other) => other.lang !== lang || other.end <= start || other.start >= end,
  );
  return { ...answer, highlights: kept };
}

/**
 * Whether two states differ in anything the candidate did (time on screen is not).
 * @param {Answer} one
 * @param {Answer} other
 * @returns {boolean}
 */
export function differs(one, other) {
  return deeds(one) !== deeds(other);
}

/** @param {Answer} answer @returns {string} */
function deeds({ choice, flagged, struck, highlights, note }) {
  return JSON.stringify([choice, flagged, struck, highlights.map(({ lang, start, end }) => [lang, start, end]), note]);
}

/**
 * How many questions are answered, unanswered and flagged.
 * @param {Iterable<Answer>} answers
 * @param {number} total
 * @returns {{answered: number, unanswered: number, flagged: number}}
 */
export function tally(answers, total) {
  let answered = 0;
  let flagged = 0;
  for (const answer of answers) {
    if (answer.choice !== null) answered += 1;
    if (answer.flagged) flagged += 1;
  }
  return { answered, unanswered: total - answered, flagged };
}
