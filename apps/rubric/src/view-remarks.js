/** The bank of remarks: picked by click, or by a few letters and Enter. */

import { fill, h } from "../../web/dom.js";
import { failureText } from "../../web/failure.js";
import { t, tn } from "../../web/i18n.js";
import { plain } from "../../lessons/src/prose.js";
import { said, say } from "./parts.js";
import { matching, offered } from "./remarks.js";

/** @typedef {import("./types.js").Copy} Copy */
/** @typedef {import("./types.js").Remark} Remark */
/** @typedef {import("./types.js").Rubric} Rubric */
/** @typedef {import("./sheet.js").Sheet} Sheet */
/**
 * @typedef {object} Bank what can be done to it
 * @property {(text: string, praise: boolean) => Promise<void>} add
 * @property {(remark: Remark) => Promise<void>} retire
 */

/** The remarks, and the field that filters them. */
export class RemarksView {
  #rubric;
  #copy;
  #sheet;
  #bank;
  #count = h("span", { class: "small muted", id: "remarks-count", role: "status" });
  #list = h("div", { class: "remark-list" });
  #more = h("div", { class: "remark-new" });
  #filter;

  /**
   * @param {Rubric} rubric
   * @param {Copy} copy
   * @param {Sheet} sheet
   * @param {Bank} bank
   */
  constructor(rubric, copy, sheet, bank) {
    this.#rubric = rubric;
    this.#copy = copy;
    this.#sheet = sheet;
    this.#bank = bank;
    this.#filter = h("input", { type: "search", id: "remark-filter", autocomplete: "off", lang: copy.lang, "aria-describedby": "remarks-hint remarks-count", oninput: () => this.#draw(), onkeydown: (/** @type {KeyboardEvent} */ event) => this.#onKey(event) });
    this.element = h(
      "section",
      { class: "remarks", "aria-labelledby": "remarks-title" },
      h("div", { class: "section-head" }, h("h2", { id: "remarks-title" }, t("Remarks")), h("kbd", { "aria-hidden": "true" }, "R"), this.#count),
      h("label", { class: "visually-hidden", for: "remark-filter" }, t("Find a remark, or write a new one")),
      this.#filter,
      h("p", { class: "small muted", id: "remarks-hint" }, t("A few letters find it, Enter picks the first one.")),
      this.#more,
      this.#list,
    );
    this.#draw();
  }

  /** Show which are picked. */
  update() {
    for (const box of this.#list.querySelectorAll("input")) box.checked = this.#sheet.has(box.dataset.remark ?? "");
  }

  /** Go to the filter. */
  focus() {
    this.#filter.focus();
  }

  #draw() {
    const wanted = this.#filter.value.trim();
    const found = this.#shown();
    fill(this.#list, this.#group(t("Well done"), found.filter(({ praise }) => praise)), this.#group(t("To work on"), found.filter(({ praise }) => !praise)));
    fill(this.#more, wanted === "" ? null : this.#newRemark(wanted));
    this.#count.textContent = wanted === "" ? "" : tn("{n} remark", "{n} remarks", found.length);
  }

  #clear() {
    this.#filter.value = "";
    this.#draw();
  }

  #shown() {
    const known = offered(this.#rubric.remarks, this.#copy.lang, (id) => this.#sheet.has(id));
    return matching(known, this.#filter.value, (remark) => this.#textOf(remark));
  }

  /** @param {Remark} remark */
  #textOf(remark) {
    return plain(say(remark.text, this.#copy.lang));
  }

  /** @param {string} title @param {Remark[]} remarks */
  #group(title, remarks) {
    if (remarks.length === 0) return null;
    return h("fieldset", null, h("legend", { class: "small" }, title), remarks.map((remark) => this.#line(remark)));
  }

  /** @param {Remark} remark */
  #line(remark) {
    const { lang } = this.#copy;
    const box = h("input", { type: "checkbox", checked: this.#sheet.has(remark.id), "data-remark": remark.id, onchange: () => this.#sheet.toggle(remark.id) });
    const label = h("label", { class: "remark" }, box, h("span", { lang }, said(remark.text, lang)));
    if (remark.own !== true || remark.retired === true) return label;
    const onclick = () => void this.#bank.retire(remark).then(() => this.#draw());
    return h("div", { class: "own-remark" }, label, h("button", { type: "button", class: "button quiet small", "aria-label": t("Take out of the bank: {remark}", { remark: this.#textOf(remark) }), onclick }, t("Take out")));
  }

  /** @param {string} text */
  #newRemark(text) {
    const add = (/** @type {boolean} */ praise) => () => void this.#bank.add(text, praise).then(() => this.#clear(), (error) => fill(this.#more, h("p", { class: "banner danger", role: "alert" }, failureText(error))));
    return [
      h("p", { class: "small" }, t("Add to the bank for all who mark this task:"), " ", h("q", { lang: this.#copy.lang }, text)),
      h("p", null, h("button", { type: "button", class: "button small", onclick: add(true) }, t("As something done well")), " ", h("button", { type: "button", class: "button small", onclick: add(false) }, t("As something to work on"))),
    ];
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      if (this.#filter.value === "") this.#filter.blur();
      this.#clear();
    }
    if (event.key !== "Enter" || event.ctrlKey) return;
    event.preventDefault();
    const [first] = this.#shown();
    if (first === undefined || this.#filter.value.trim() === "") return;
    this.#sheet.toggle(first.id);
    this.#clear();
  }
}
