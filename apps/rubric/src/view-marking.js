/** The view of one copy: the text on the left, the rubric on the right, the keyboard over both. */

import { takesText } from "../../exam/src/shortcuts.js";
import { say as announce } from "../../exam/src/announcer.js";
import { drawing, fill, h } from "../../web/dom.js";
import { failureText } from "../../web/failure.js";
import { ICONS } from "../../web/icons.js";
import { number, t, tn } from "../../web/i18n.js";
import { addressOf } from "./address.js";
import { Marking } from "./marking.js";
import { button, nameOf, notice, outOf, pointsText, progress, say, when } from "./parts.js";
import { tell } from "../../lessons/src/parts.js";
import { actionOf } from "./shortcuts.js";
import { desk } from "./desk.js";
import { savingSaid, waitingText } from "./view-foot.js";
import { showKeys } from "./view-keys.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").Screen} Screen */
/** @typedef {import("./types.js").TaskPlace} TaskPlace */

/**
 * The view of a copy.
 * @implements {Screen}
 */
export class MarkingScreen {
  #page;
  #place;
  #id;
  #marking;
  #news = h("div", { class: "news", role: "alert" });
  /** @type {import("./desk.js").Desk | null} */
  #desk = null;
  #current = 0;
  #fresh = true;

  /** @param {Page} page @param {TaskPlace & {copy: string}} place */
  constructor(page, { copy, ...place }) {
    this.#page = page;
    this.#place = place;
    this.#id = copy;
    this.#marking = new Marking(page, { ...place, copy }, (what) => {
      if (what !== "opened") return this.onStatus();
      if (this.#marking.open !== null && this.#fresh) this.#current = this.#firstMissing();
      page.redraw();
    });
    void this.#marking.fetch();
  }

  /** The title of the document. */
  title() {
    const { open } = this.#marking;
    if (open === null) return t("Written answers");
    const name = t("Copy {n}", { n: number(open.copy.number) });
    return `${name} – ${say(open.task.title)}`;
  }

  /** The document. @returns {HTMLElement} */
  draw() {
    const marking = this.#marking;
    if (marking.open === null) return closed(this.#page, this.#place, marking.failure);
    this.#desk = desk(this.#page, marking, this.#news, {
      save: () => void this.#save(),
      skip: () => void this.#skip(),
      enter: (at) => {
        this.#current = at;
        this.onStatus();
      },
    });
    this.onStatus();
    return this.#desk.element;
  }

  /** A copy that has just come takes the focus. */
  drawn() {
    if (!this.#fresh || this.#marking.open === null) return;
    this.#fresh = false;
    document.getElementById("copy-title")?.focus();
  }

  /** Where one is. */
  slots() {
    const { open } = this.#marking;
    return open === null ? [] : [crumbs(this.#page, this.#place, open.task)];
  }

  /** The keys. */
  tools() {
    return [h("button", { type: "button", class: "button quiet keys-button", onclick: () => showKeys(this.#page.preferences) }, drawing(ICONS.keyboard), h("span", null, t("Keys")))];
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const target = /** @type {HTMLElement | null} */ (event.target);
    if (document.querySelector("dialog[open]") !== null) return;
    const typing = !this.#page.preferences.get("shortcuts") || takesText(target);
    const action = actionOf(event, { typing, inLevels: target instanceof HTMLInputElement && target.type === "radio" });
    if (action === null) return;
    event.preventDefault();
    this.#perform(action);
  }

  /** Something was saved, or could not be. */
  onStatus() {
    if (this.#desk === null || this.#marking.open === null) return;
    this.#desk.update(this.#current, savingSaid(this.#page.outbox, this.#id, this.#marking));
    tell(this.#news, troubles(this.#page, this.#marking, this.#id));
  }

  /** @param {import("./types.js").Entry} entry @param {any} reply */
  onAcknowledged(entry, reply) {
    this.#marking.acknowledged(entry, reply);
  }

  /** The copy is left. */
  leave() {
    this.#marking.leave();
  }

  /** @param {import("./shortcuts.js").Action} action */
  #perform(action) {
    if (action.do === "level") this.#give(action.level);
    if (action.do === "next") this.#goTo(this.#current + 1);
    if (action.do === "previous") this.#goTo(this.#current - 1);
    if (action.do === "save") void this.#save();
    if (action.do === "skip") void this.#skip();
    if (action.do === "help") showKeys(this.#page.preferences);
    if (action.do === "remarks") this.#desk?.remarks.focus();
    if (action.do === "comment") this.#desk?.comment.focus();
    if (action.do === "guide") this.#desk?.toggleGuide();
  }

  #firstMissing() {
    const { open } = this.#marking;
    return Math.max(0, open?.task.rubric.criteria.findIndex(({ id }) => id === open.sheet.missing[0]) ?? 0);
  }

  /** @param {number} at */
  #goTo(at) {
    const last = (this.#marking.open?.task.rubric.criteria.length ?? 1) - 1;
    this.#current = Math.min(Math.max(at, 0), last);
    this.#desk?.criteria.focus(this.#current);
    this.onStatus();
  }

  /** @param {number} level */
  #give(level) {
    const { open, readOnly } = this.#marking;
    const criterion = open?.task.rubric.criteria[this.#current];
    const chosen = criterion?.levels[level];
    if (open === null || readOnly || criterion === undefined || chosen === undefined) return;
    open.sheet.choose(criterion.id, level);
    announce(t("Level {n}, {points}. Sum {sum}.", { n: number(level + 1), points: pointsText(chosen.points), sum: outOf(open.sheet.points, open.sheet.most) }));
    this.#goTo(this.#current + 1);
  }

  async #save() {
    const { open, readOnly } = this.#marking;
    if (open === null || readOnly) return;
    const missing = open.sheet.missing.length;
    if (missing > 0) {
      this.#goTo(this.#firstMissing());
      announce(tn("{n} criterion has no level yet.", "{n} criteria have no level yet.", missing));
      return;
    }
    const points = outOf(open.sheet.points, open.sheet.most);
    if (await this.#marking.save()) await this.#skip(t("Mark saved: {points}.", { points }));
    else this.onStatus();
  }

  /** Go to the next copy. @param {string} [said] what was done with this one */
  async #skip(said = "") {
    const { page, place } = { page: this.#page, place: this.#place };
    try {
      const { copy, held = 0 } = await this.#marking.next();
      if (said !== "") announce(said);
      if (copy !== null) return page.go({ ...place, view: "copy", copy });
      const none = held > 0 ? tn("{n} copy waits, and another grader has it.", "{n} copies wait, and other graders have them.", held) : t("No other copy waits for you.");
      page.go({ ...place, view: "task" }, `${said} ${none}`.trim());
    } catch (error) {
      fill(this.#news, notice("danger", failureText(error)));
    }
  }
}

/** While there is no copy to see. @param {Page} page @param {TaskPlace} place @param {unknown} failure */
function closed(page, place, failure) {
  const said = failure === null ? h("p", { role: "status", class: "muted" }, t("Opening the copy…")) : h("p", { class: "banner danger", role: "alert" }, failureText(failure));
  return h("main", { id: "parcours-rubric", class: "document", tabindex: -1 }, h("h1", null, t("Written answers")), said, h("p", null, h("a", { href: addressOf({ ...place, view: "task" }), onclick: page.follow }, t("All copies of this task"))));
}

/** @param {Page} page @param {TaskPlace} place @param {import("./types.js").Task} task */
function crumbs(page, place, task) {
  const read = task.copies.filter(({ state }) => state !== "empty");
  return h(
    "div",
    { class: "crumbs" },
    h("a", { href: addressOf({ ...place, view: "task" }), onclick: page.follow }, say(task.title), ", ", t("Task {n}", { n: number(task.n) })),
    h("span", { class: "small" }, progress(read.filter(({ state }) => state === "marked").length, read.length)),
  );
}

/** What stands in the way of marking this copy. @param {Page} page @param {Marking} marking @param {string} id @returns {HTMLElement[]} */
function troubles(page, marking, id) {
  const { outbox } = page;
  const again = (/** @type {string} */ words) => button(words, () => void marking.reopen());
  const claim = marking.open?.copy.claim;
  const refusal = outbox.refusal(id);
  const list = [];
  if (marking.readOnly) {
    const until = claim?.until ? t("It is free again at {when} at the latest.", { when: when(claim.until) }) : "";
    const name = nameOf(marking.open?.copy.people, claim?.by ?? null);
    const who = name === "" ? t("Somebody else has this copy.") : t("{name} is marking this copy.", { name });
    list.push(notice("warn", who, ` ${until} `, again(t("Look again"))));
  }
  if (refusal !== null) list.push(notice("danger", failureText(refusal), " ", again(t("Open it anew"))));
  else if (marking.lost === "claimed") list.push(notice("danger", t("Somebody else has taken this copy meanwhile. What you wrote is kept as your draft."), " ", again(t("Look again"))));
  else if (marking.lost === "changed") list.push(notice("danger", t("The student has handed in another text meanwhile."), " ", again(t("Open it anew"))));
  if (outbox.problem !== null && outbox.waiting > 0) list.push(notice("warn", `${failureText(outbox.problem)} ${waitingText(outbox.waiting)}`));
  if (!outbox.lasting && outbox.waiting > 0) list.push(notice("danger", t("This browser does not let the page keep anything: do not close it before it says that it is saved.")));
  return list;
}
