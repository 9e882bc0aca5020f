/** The running exam on screen: redrawn whole only when the language changes. */

import { fill } from "../../web/dom.js";
import { duration, inLanguage, t } from "../../web/i18n.js";
import { interrupt, say } from "./announcer.js";
import { bannerNodes, notices } from "./view-banners.js";
import { timeSentence } from "./view-bar.js";
import { confirmSubmission, showKeys } from "./view-dialogs.js";
import { questionView } from "./view-question.js";
import { reviewView } from "./view-review.js";
import { examShell } from "./view-shell.js";

/** @typedef {import("./attempt.js").Attempt} Attempt */
/** @typedef {import("./attempt.js").Change} Change */
/** @typedef {import("../../web/preferences.js").Preferences} Preferences */
/** @typedef {import("./view-review.js").Filter} Filter */

/** Draws one attempt into the page. */
export class ExamView {
  #attempt;
  #preferences;
  #root;
  #signIn;
  #shell;
  /** @type {import("./view-question.js").Open} */
  #open = { note: false, highlight: false };
  /** @type {{filter: Filter}} */
  #filter = { filter: "all" };
  /** @type {import("./view-question.js").QuestionView | null} */
  #question = null;
  /** @type {ReturnType<typeof reviewView> | null} null while a question is on screen */
  #review = null;
  #sheetOpen = false;
  #drawnCursor = 0;
  #shownNotices = "";
  #troubled = false;

  /**
   * @param {Attempt} attempt
   * @param {Preferences} preferences
   * @param {HTMLElement} root
   * @param {string} signIn address of the sign-in page
   */
  constructor(attempt, preferences, root, signIn) {
    this.#attempt = attempt;
    this.#preferences = preferences;
    this.#root = root;
    this.#signIn = signIn;
    this.#shell = this.#newShell();
    root.className = "exam";
    this.#drawShell();
    attempt.onChange((change) => this.#changed(change));
  }

  /** Draw everything again, in the current language, at the same place. */
  redraw() {
    this.#shell = this.#newShell();
    this.#drawShell();
  }

  /** Show that question and put the focus on its heading. @param {number} n */
  goTo(n) {
    const reviewing = this.#review !== null;
    this.#review = null;
    if (n !== this.#attempt.cursor) this.#attempt.goTo(n);
    else if (reviewing || this.#sheetOpen) this.#drawScreen({ focus: true });
  }

  /** Go that many questions on; past the last one comes the review. @param {number} step */
  step(step) {
    const to = this.#attempt.cursor + step;
    if (this.#review !== null) this.goTo(this.#attempt.cursor);
    else if (to > this.#attempt.questions.length) this.review();
    else if (to >= 1) this.goTo(to);
  }

  /** Show the review screen. */
  review() {
    this.#review = this.#newReview();
    this.#drawScreen({ focus: true });
  }

  /** The question on screen, or null on the review screen. */
  get question() {
    return this.#review === null ? this.#question : null;
  }

  /** Put the focus on the sheet of questions, opening it where there is no room beside. */
  focusSheet() {
    this.#setSheet(true);
    this.#shell.grid.focus();
  }

  /** Show the keys. */
  showKeys() {
    showKeys(this.#preferences);
  }

  /** Say the time. */
  sayTime() {
    this.#shell.clock.glimpse();
    say(timeSentence(this.#attempt.clock));
  }

  /** Draw the time, and say when a threshold has passed. */
  tick() {
    this.#shell.clock.tick();
    const minutes = this.#attempt.clock.takeThreshold();
    if (minutes !== null) say(t("{duration} left", { duration: duration(minutes * 60_000) }));
  }

  /** @param {Change} change */
  #changed(change) {
    if (change.kind === "answer") this.#showAnswer(change.n);
    if (change.kind === "cursor") this.#drawScreen({ focus: true });
    if (change.kind === "status") this.#showStatus();
    if (change.kind === "limit") {
      this.#shell.clock.tick();
      const changed = t("Your time has been changed.");
      say(`${changed} ${timeSentence(this.#attempt.clock)}`);
    }
    if (change.kind === "lock") this.#showLock();
  }

  /** @param {number} n */
  #showAnswer(n) {
    this.#shell.grid.showOne(n);
    this.#shell.grid.showCounts();
    this.#showSteps();
    if (n === this.#attempt.cursor) this.#question?.show(this.#attempt.answer(n));
    this.#review?.show();
  }

  #showLock() {
    const { locked, clock } = this.#attempt;
    this.#question?.lock(locked);
    this.#showStatus();
    if (locked && clock.isOver()) interrupt(t("Time is up. Checking with the server, then handing in."));
  }

  #showStatus() {
    const { status, locked, clock } = this.#attempt;
    this.#shell.save.show(status);
    const list = notices({ ...status, timeUp: locked && clock.isOver() }, this.#signIn);
    const shown = JSON.stringify(list);
    if (shown !== this.#shownNotices) fill(this.#shell.banners, bannerNodes(list));
    this.#shownNotices = shown;
    // Said at the two turning points only: a voice after every answer would be in the way.
    if (status.problem !== null && !this.#troubled) {
      this.#troubled = true;
      say(list.map(({ words }) => words).join(" "));
    } else if (status.problem === null && status.waiting === 0 && this.#troubled) {
      this.#troubled = false;
      say(t("All answers are saved again."));
    }
  }

  #drawShell() {
    this.#shownNotices = "";
    fill(this.#root, ...this.#shell.nodes);
    document.title = `${inLanguage(this.#attempt.info.title)} – Parcours`;
    if (this.#review !== null) this.#review = this.#newReview();
    this.#drawScreen({ focus: false });
    this.#showStatus();
  }

  /** @param {{focus: boolean}} options */
  #drawScreen({ focus }) {
    const { stage, grid } = this.#shell;
    const { heading, element } = this.#review ?? this.#newQuestion();
    fill(stage, element);
    stage.scrollTop = 0;
    this.#setSheet(false);
    if (this.#drawnCursor !== 0) grid.showOne(this.#drawnCursor);
    this.#drawnCursor = this.#attempt.cursor;
    grid.showOne(this.#drawnCursor);
    grid.showCounts();
    if (!focus) return;
    heading.focus({ preventScroll: true });
    if (stage.getBoundingClientRect().top < 0) stage.scrollIntoView();
  }

  #newQuestion() {
    const attempt = this.#attempt;
    const { cursor: n, questions } = attempt;
    const question = questions[n - 1];
    if (question === undefined) throw new RangeError(`no question ${n}`);
    /** @type {import("./view-options.js").Change} */
    const change = (deed, delay = 0) => attempt.change(n, deed, delay);
    const view = questionView({ question, total: questions.length, answer: attempt.answer(n), change, open: this.#open });
    view.lock(attempt.locked);
    this.#question = view;
    return view;
  }

  #newReview() {
    const submit = () => confirmSubmission(this.#attempt);
    return reviewView(this.#attempt, this.#filter, { go: (n) => this.goTo(n), submit });
  }

  #newShell() {
    return examShell(this.#attempt, this.#preferences, {
      goTo: (n) => this.goTo(n),
      step: (step) => this.step(step),
      review: () => this.review(),
      toggleSheet: () => (this.#sheetOpen ? this.#setSheet(false) : this.focusSheet()),
      showKeys: () => this.showKeys(),
    });
  }

  /** @param {boolean} open */
  #setSheet(open) {
    this.#sheetOpen = open;
    this.#root.classList.toggle("sheet-open", open);
    this.#showSteps();
  }

  #showSteps() {
    this.#shell.steps.show({ reviewing: this.#review !== null, sheetOpen: this.#sheetOpen });
  }
}
