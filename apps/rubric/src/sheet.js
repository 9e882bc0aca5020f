/** What a grader says of one copy, as it grows on the page. */

/** @typedef {import("./types.js").Content} Content */
/** @typedef {import("./types.js").Copy} Copy */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Rubric} Rubric */
/**
 * Where what is on the sheet at first comes from: nowhere, the mark that counts, a draft of this
 * grader, or the mark of an earlier answer.
 * @typedef {"new" | "mark" | "draft" | "earlier"} Source
 */

/** Levels, remarks and a comment; whoever listens hears of each change. */
export class Sheet {
  /** @type {Content} */
  #content;
  #rubric;
  /** @type {Set<() => void>} */
  #listeners = new Set();

  /**
   * @param {Rubric} rubric
   * @param {Copy} copy
   * @param {Entry | null} waiting what this browser kept of it
   */
  constructor(rubric, copy, waiting) {
    this.#rubric = rubric;
    const { source, content, same } = firstOf(copy, waiting);
    this.source = source;
    this.sameAnswer = same; // false where a draft was made of another answer
    this.#content = fitting(rubric, content);
    this.seq = Math.max(copy.draft?.seq ?? 0, waiting?.seq ?? 0);
  }

  /** @returns {Content} */
  get content() {
    return structuredClone(this.#content);
  }

  /** The points so far. */
  get points() {
    return this.#rubric.criteria.reduce((sum, { id, levels }) => sum + (levels[this.#content.levels[id] ?? 0]?.points ?? 0), 0);
  }

  /** The most that can be earned. */
  get most() {
    return this.#rubric.criteria.reduce((sum, { points }) => sum + points, 0);
  }

  /** Ids of the criteria that have no level yet. */
  get missing() {
    return this.#rubric.criteria.map(({ id }) => id).filter((id) => this.#content.levels[id] === undefined);
  }

  /** The level of a criterion, null where none was given. @param {string} criterion @returns {number | null} */
  level(criterion) {
    return this.#content.levels[criterion] ?? null;
  }

  /** Whether a remark is picked. @param {string} remark */
  has(remark) {
    return this.#content.remarks.includes(remark);
  }

  /** Give a level. @param {string} criterion @param {number} level */
  choose(criterion, level) {
    if (this.#content.levels[criterion] === level) return;
    this.#change({ levels: { ...this.#content.levels, [criterion]: level } });
  }

  /** Pick a remark, or take it back. @param {string} remark */
  toggle(remark) {
    const { remarks } = this.#content;
    this.#change({ remarks: this.has(remark) ? remarks.filter((one) => one !== remark) : [...remarks, remark] });
  }

  /** Write the comment. @param {string} comment */
  write(comment) {
    this.#change({ comment });
  }

  /** Be told of changes. @param {() => void} listener */
  onChange(listener) {
    this.#listeners.add(listener);
  }

  /** @param {Partial<Content>} part */
  #change(part) {
    this.#content = { ...this.#content, ...part };
    this.seq = Math.max(this.seq + 1, Date.now());
    for (const listener of this.#listeners) listener();
  }
}

/**
 * @param {Copy} copy
 * @param {Entry | null} waiting
 * @returns {{source: Source, content: Content, same: boolean}}
 */
function firstOf(copy, waiting) {
  const { draft, mark, earlier } = copy;
  if (waiting !== null && waiting.seq > (draft?.seq ?? 0)) {
    return { source: "draft", content: waiting, same: waiting.digest === copy.digest };
  }
  if (draft !== null) return { source: "draft", content: draft, same: draft.same_answer };
  if (mark !== null) return { source: "mark", content: mark, same: true };
  if (earlier !== null) return { source: "earlier", content: earlier, same: true };
  return { source: "new", content: { levels: {}, remarks: [], comment: "" }, same: true };
}

/** What of it the rubric still has. @param {Rubric} rubric @param {Content} content @returns {Content} */
function fitting(rubric, { levels, remarks, comment }) {
  const given = rubric.criteria.filter(({ id, levels: known }) => known[levels[id] ?? -1] !== undefined);
  const known = new Set(rubric.remarks.map(({ id }) => id));
  return {
    levels: Object.fromEntries(given.map(({ id }) => [id, levels[id] ?? 0])),
    remarks: remarks.filter((id) => known.has(id)),
    comment,
  };
}
