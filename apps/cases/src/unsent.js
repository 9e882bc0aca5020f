/** Answers on their way: kept in the tab until somebody has taken them, so that a reload loses none. */

/** @typedef {import("../../web/storage.js").Shelf} Shelf */
/** @typedef {import("./types.js").Answers} Answers */
/** @typedef {{at: string, answers: Answers}} Waiting `at` when the last was written; an answer taken back is null */

/** The answers of one place that nobody has taken yet. */
export class Unsent {
  #shelf;
  #key;

  /** @param {Shelf} shelf @param {string} place */
  constructor(shelf, place) {
    this.#shelf = shelf;
    this.#key = `parcours.case.${place}`;
  }

  /** What waits. @returns {Waiting | null} */
  waiting() {
    try {
      const found = JSON.parse(this.#shelf.getItem(this.#key) ?? "null");
      const whole = typeof found?.at === "string" && found.answers !== null && typeof found.answers === "object";
      return whole ? found : null;
    } catch {
      return null;
    }
  }

  /**
   * Remember which answers differ from those that were kept last.
   * @param {Answers} answers
   * @param {Answers} kept
   * @param {string} now ISO 8601
   */
  put(answers, kept, now) {
    const changed = changes(answers, kept);
    try {
      if (Object.keys(changed).length === 0) this.clear();
      else this.#shelf.setItem(this.#key, JSON.stringify({ at: now, answers: changed }));
    } catch {
      // full: the answers are still on the page
    }
  }

  /** All of it was taken. */
  clear() {
    this.#shelf.removeItem(this.#key);
  }
}

/**
 * The answers that differ, null where one was taken back.
 * @param {Answers} answers
 * @param {Answers} kept
 * @returns {Answers}
 */
export function changes(answers, kept) {
  const names = [...new Set([...Object.keys(answers), ...Object.keys(kept)])];
  const differ = names.filter((name) => JSON.stringify(answers[name]) !== JSON.stringify(kept[name]));
  return Object.fromEntries(differ.map((name) => [name, answers[name] ?? null]));
}

/**
 * The kept answers with those that waited. Where answers were kept after they were written, by
 * another window, they only fill what is empty there.
 * @param {Answers} kept
 * @param {string} savedAt when the kept ones were saved; "" for never
 * @param {Waiting | null} waiting
 * @returns {Answers}
 */
export function reunited(kept, savedAt, waiting) {
  if (waiting === null) return kept;
  const older = savedAt !== "" && Date.parse(savedAt) > Date.parse(waiting.at);
  const entries = Object.entries(waiting.answers).filter(([name]) => !older || kept[name] === undefined);
  return Object.fromEntries(Object.entries({ ...kept, ...Object.fromEntries(entries) }).filter(([, answer]) => answer !== null));
}
