/** Marking one copy: it is fetched and claimed, its sheet kept as it grows, saved, and left. */

import { ApiError } from "../../web/api.js";
import { Sheet } from "./sheet.js";

/** @typedef {import("./types.js").Copy} Copy */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").Task} Task */
/** @typedef {import("./types.js").TaskPlace} TaskPlace */
/** @typedef {{task: Task, copy: Copy, sheet: Sheet}} Open */

const HEARTBEAT_MS = 5 * 60_000;

/** One copy before one grader. */
export class Marking {
  #page;
  #place;
  #id;
  #tell;
  #beat;
  /** @type {Open | null} */
  open = null;
  /** @type {unknown} */
  failure = null;
  /** Whether the mark that is on the sheet counts. */
  saved = false;
  /** Whether the grader did something to the sheet. */
  touched = false;
  /** Whether somebody else has taken the copy, or the text is another by now. @type {"" | "claimed" | "changed"} */
  lost = "";

  /**
   * @param {Page} page
   * @param {TaskPlace & {copy: string}} place
   * @param {(what: "opened" | "changed" | "state") => void} tell
   */
  constructor(page, { copy, ...place }, tell) {
    this.#page = page;
    this.#place = place;
    this.#id = copy;
    this.#tell = tell;
    this.#beat = window.setInterval(() => void this.#look(), HEARTBEAT_MS);
  }

  /** Whether somebody else has the copy: it can be read, and not marked. */
  get readOnly() {
    return this.open !== null && this.open.copy.claim.by !== this.#page.me;
  }

  /** Fetch the copy, and claim it. */
  async fetch() {
    const { client, outbox } = this.#page;
    try {
      const [task, copy] = await Promise.all([client.task(this.#place), client.open(this.#place.course, this.#id)]);
      const sheet = new Sheet(task.rubric, copy, outbox.of(this.#id));
      sheet.onChange(() => this.#keep());
      this.open = { task, copy, sheet };
      this.saved = sheet.source === "mark";
      this.touched = sheet.source === "draft";
      this.failure = null;
      this.lost = "";
    } catch (error) {
      this.failure = error;
    }
    this.#tell("opened");
  }

  /**
   * Save the mark, so that it counts; true once the server has it. Where the network is gone it is
   * kept here and sent later.
   */
  async save() {
    if (this.open === null || this.open.sheet.missing.length > 0 || this.readOnly) return false;
    const { outbox } = this.#page;
    outbox.put(this.#entry(this.open, true));
    await outbox.flush();
    return outbox.of(this.#id) === null;
  }

  /** The next copy that waits, null where there is none; throws `ApiError`. */
  next() {
    return this.#page.client.next(this.#place, this.open?.copy.number ?? 0);
  }

  /** The server has taken something of this copy. @param {Entry} entry @param {any} reply */
  acknowledged(entry, reply) {
    if (entry.copy !== this.#id || this.open === null) return;
    if (entry.mark) this.saved = this.open.sheet.seq <= entry.seq;
    else if (reply.mine === false) this.lost = "claimed";
    this.#tell("state");
  }

  /** Let errors stand, or lift them. @param {string[] | null} critical @param {string} reason */
  async decide(critical, reason) {
    if (this.open === null) return;
    const { cap, people } = await this.#page.client.cap(this.#place.course, this.#id, { critical, reason });
    this.open.copy = { ...this.open.copy, cap, people: { ...this.open.copy.people, ...people } };
    this.#tell("opened");
  }

  /** Add a remark to the bank, and pick it. @param {string} text @param {boolean} praise */
  async addRemark(text, praise) {
    if (this.open === null) return;
    const { task, copy, sheet } = this.open;
    const remark = await this.#page.client.addRemark(this.#place, { lang: copy.lang, text, praise });
    task.rubric.remarks.push(remark);
    sheet.toggle(remark.id);
  }

  /** Take a remark out of the bank. @param {import("./types.js").Remark} remark */
  async retire(remark) {
    await this.#page.client.retireRemark(this.#place, remark.id);
    remark.retired = true;
  }

  /** Read the copy anew; what this browser holds of it stays on the sheet. */
  async reopen() {
    if (this.open !== null && this.#page.outbox.refusal(this.#id) !== null) {
      // As a draft of the text that is there now, to be gone through and saved again.
      this.#page.outbox.drop(this.#id);
      const held = this.#entry(this.open, false);
      this.open = null;
      this.#page.outbox.put(held);
    }
    await this.fetch();
  }

  /** The copy is left: it is given back, unless something was begun or the page will be back. */
  leave() {
    window.clearInterval(this.#beat);
    if (this.open === null || this.readOnly || this.saved || this.touched) return;
    this.#page.client.release(this.#place.course, this.#id).catch(() => {}); // the claim ends by itself
  }

  #keep() {
    if (this.open === null) return;
    this.saved = false;
    this.touched = true;
    this.#page.outbox.put(this.#entry(this.open, false));
    this.#tell("changed");
  }

  /** @param {Open} open @param {boolean} mark @returns {Entry} */
  #entry({ copy, sheet }, mark) {
    return { ...sheet.content, course: this.#place.course, copy: copy.id, seq: sheet.seq, digest: copy.digest, second: copy.as_second, mark };
  }

  /** Keep the claim while the page is open, and notice what others did. */
  async #look() {
    if (this.open === null || document.visibilityState !== "visible" || this.readOnly) return;
    try {
      const { claim, digest } = await this.#page.client.open(this.#place.course, this.#id);
      if (claim.by !== this.#page.me) this.lost = "claimed";
      else if (digest !== this.open.copy.digest) this.lost = "changed";
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
    this.#tell("state");
  }
}
