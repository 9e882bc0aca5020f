/** What the parts of the form work with: the case, its words, the answers, and who hears of changes. */

import { fitting, reachOf } from "./kinds.js";

/** @typedef {import("../../web/i18n.js").Voice} Voice */
/** @typedef {import("./types.js").Answers} Answers */
/** @typedef {import("./types.js").Half} Half */
/** @typedef {import("./types.js").Task} Task */
/** @typedef {import("./types.js").Text} Text */
/** @typedef {{notebook: boolean, dataUrl: ((file: string) => string) | null}} Surroundings */

let desks = 0;

/** One case on the page. */
export class Desk {
  #uid;
  #onChange;
  /** @type {Set<() => void>} */
  #listeners = new Set();

  /**
   * @param {object} given
   * @param {Half} given.half
   * @param {Voice} given.voice
   * @param {Answers} given.answers
   * @param {number} given.reached how many steps are open
   * @param {Surroundings} given.around
   * @param {() => void} given.onChange
   */
  constructor({ half, voice, answers, reached, around, onChange }) {
    desks += 1;
    this.#uid = `case-${desks}-${Math.random().toString(36).slice(2, 8)}`;
    this.#onChange = onChange;
    this.half = half;
    this.voice = voice;
    this.around = around;
    /** In the order of the steps. @type {Task[]} */
    this.tasks = half.steps.flatMap(({ id }) => half.tasks.filter(({ step }) => step === id));
    this.answers = fitting(this.tasks, answers);
    /** Texts of fields that are no number yet. @type {Map<string, string>} */
    this.drafts = new Map();
    this.reached = Math.min(Math.max(reached, this.#furthest()), half.steps.length);
  }

  /** The steps that are open. */
  get open() {
    return this.half.steps.slice(0, this.reached);
  }

  /** Whether the last step is open. */
  get isWhole() {
    return this.reached >= this.half.steps.length;
  }

  /** The text in the language of the form. @param {Text | null | undefined} text */
  say(text) {
    return text?.[this.voice.language] ?? "";
  }

  /** The answer to a task, null for none. @param {Task} task */
  answer(task) {
    return this.answers[task.id] ?? null;
  }

  /** Take an answer, null for none. @param {Task} task @param {any} answer */
  give(task, answer) {
    const { [task.id]: _, ...others } = this.answers;
    this.answers = answer === null ? others : { ...others, [task.id]: answer };
    this.#tell();
  }

  /** Take all answers, given elsewhere. @param {Answers} answers */
  replace(answers) {
    this.answers = fitting(this.tasks, answers);
    this.reached = Math.max(this.reached, this.#furthest());
  }

  /** Open the next step. */
  goOn() {
    this.reached = Math.min(this.reached + 1, this.half.steps.length);
    this.#tell();
  }

  /** How far a task is answered. @param {Task} task */
  reach(task) {
    return reachOf(task, this.answer(task));
  }

  /** The place of a task in the case, from 1. @param {Task} task */
  place(task) {
    return this.tasks.indexOf(task) + 1;
  }

  /** Be called after each change. @param {() => void} listener */
  listen(listener) {
    this.#listeners.add(listener);
  }

  /** Forget who listens: the form is drawn anew. */
  hush() {
    this.#listeners.clear();
  }

  /** An id that no other element of the page has. @param {...(string | number)} parts */
  id(...parts) {
    return [this.#uid, ...parts].join("-");
  }

  #tell() {
    for (const listener of this.#listeners) listener();
    this.#onChange();
  }

  /** The step of the last answer, from 1; 0 without any. */
  #furthest() {
    const steps = this.half.steps.map(({ id }) => id);
    const answered = this.tasks.filter((task) => this.answer(task) !== null);
    return Math.max(0, ...answered.map(({ step }) => steps.indexOf(step) + 1));
  }
}
