/** Every question of the attempt, filtered, each opened on demand. */

import { fill, h } from "../../web/dom.js";
import { inLanguage, number, t, tn } from "../../web/i18n.js";
import { EVERYTHING, KINDS, counted, domainsOf, positionOf, shows } from "./filter.js";
import { FlawDialog } from "./flaw.js";
import { section } from "./parts.js";
import { questionLine } from "./question.js";

/** @typedef {import("./types.js").Report} Report */
/** @typedef {import("./types.js").Question} Question */
/** @typedef {import("./filter.js").Filter} Filter */
/** @typedef {import("./filter.js").Kind} Kind */

/** The review of one report; it is drawn anew in each language and keeps what was open. */
export class Review {
  #report;
  #flaws;
  /** @type {Filter} */
  #filter = EVERYTHING;
  /** @type {Set<number>} */
  #open = new Set();
  /** @type {Map<number, HTMLLIElement>} */
  #lines = new Map();
  #status = h("p", { role: "status", class: "shown" });
  #form = h("form", { class: "filters" });

  /** @param {Report} report @param {import("../../web/api.js").Api} api */
  constructor(report, api) {
    this.#report = report;
    this.#flaws = new FlawDialog(report.attempt, api, (position) => this.#thank(position));
  }

  /** The section in the current language. @returns {HTMLElement} */
  draw() {
    const changes = new Map(this.#report.changes.lines.map(({ kind, label }) => [kind, label]));
    this.#lines = new Map(
      this.#report.review.map((question) => [question.position, this.#line(question, changes)]),
    );
    this.#form = this.#filters();
    this.#status = h("p", { role: "status", class: "shown" });
    this.#apply();
    return section(
      "review",
      t("Review of every question"),
      this.#form,
      h("div", { class: "review-bar" }, this.#status, this.#all()),
      h("ol", { class: "questions" }, [...this.#lines.values()]),
      this.#flaws.element(),
    );
  }

  /**
   * Open the question an address names, whatever the filter, and put the focus on it.
   * @param {string} hash as `location.hash`
   */
  goTo(hash) {
    const position = positionOf(hash);
    const line = position === null ? undefined : this.#lines.get(position);
    if (line === undefined) return;
    if (line.hidden) {
      this.#filter = EVERYTHING;
      this.#form.replaceWith((this.#form = this.#filters()));
      this.#apply();
    }
    const details = line.querySelector("details");
    if (details !== null) details.open = true;
    line.querySelector("summary")?.focus();
    line.scrollIntoView({ block: "start" });
  }

  /** @param {Question} question @param {Map<string, import("./types.js").Text>} changes @returns {HTMLLIElement} */
  #line(question, changes) {
    return questionLine(question, {
      changes,
      open: this.#open.has(question.position),
      reported: this.#flaws.isReported(question.position),
      onToggle: ({ position }, open) => {
        if (open) this.#open.add(position);
        else this.#open.delete(position);
      },
      onFlaw: ({ position }) => this.#flaws.open(position),
    });
  }

  /** @returns {HTMLFormElement} */
  #filters() {
    const questions = this.#report.review;
    const kinds = KINDS.map((kind) => {
      const checked = kind === this.#filter.kind;
      const change = () => this.#choose({ ...this.#filter, kind });
      const input = h("input", { type: "radio", name: "kind", value: kind, checked, onchange: change });
      return h("label", { class: "chip" }, input, h("span", null, kindName(kind), " ", h("span", { class: "number muted" }, number(counted(questions, { ...EVERYTHING, kind })))));
    });
    const titles = new Map(this.#report.domains.lines.map(({ id, title }) => [id, inLanguage(title)]));
    const options = domainsOf(questions, this.#report.domains.lines).map((id) =>
      h("option", { value: id, selected: id === this.#filter.domain }, titles.get(id) ?? id),
    );
    const change = (/** @type {Event} */ event) => {
      const { value } = /** @type {HTMLSelectElement} */ (event.target);
      this.#choose({ ...this.#filter, domain: value === "" ? null : value });
    };
    const domains = h("select", { name: "domain", onchange: change }, h("option", { value: "" }, t("All domains")), options);
    return h(
      "form",
      { class: "filters", onsubmit: (/** @type {Event} */ event) => event.preventDefault() },
      h("fieldset", { class: "chips" }, h("legend", null, t("Show")), h("div", null, kinds)),
      h("label", { class: "field" }, h("span", null, t("Domain")), domains),
    );
  }

  /** @returns {HTMLElement} */
  #all() {
    const set = (/** @type {boolean} */ open) => () => {
      for (const line of this.#lines.values()) {
        const details = line.querySelector("details");
        if (!line.hidden && details !== null) details.open = open;
      }
    };
    return h(
      "div",
      { class: "review-all" },
      h("button", { type: "button", class: "button quiet", onclick: set(true) }, t("Open all")),
      h("button", { type: "button", class: "button quiet", onclick: set(false) }, t("Close all")),
    );
  }

  /** @param {Filter} filter */
  #choose(filter) {
    this.#filter = filter;
    this.#apply();
  }

  #apply() {
    let shown = 0;
    for (const question of this.#report.review) {
      const line = this.#lines.get(question.position);
      const visible = shows(question, this.#filter);
      if (line !== undefined) line.hidden = !visible;
      if (visible) shown += 1;
    }
    const all = number(this.#report.review.length);
    fill(this.#status, shown === 0 ? t("No question to show.") : tn("{n} question of {all} shown", "{n} questions of {all} shown", shown, { all }));
  }

  /** @param {number} position */
  #thank(position) {
    const state = this.#lines.get(position)?.querySelector(".flaw-state");
    if (state) state.textContent = t("Reported. Thank you.");
  }
}

/** @param {Kind} kind @returns {string} */
function kindName(kind) {
  if (kind === "wrong") return t("Wrong or blank");
  if (kind === "flagged") return t("Flagged by you");
  if (kind === "changed") return t("Answer changed");
  if (kind === "pretest") return t("Pretest questions");
  return t("All");
}
