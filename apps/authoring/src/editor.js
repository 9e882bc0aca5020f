/** The screen of one item: opened from its file or begun, edited, seen as candidates see it. */

import { untouched } from "../../exam/src/model.js";
import { say } from "../../exam/src/announcer.js";
import { h } from "../../web/dom.js";
import { failureText } from "../../web/failure.js";
import { t } from "../../web/i18n.js";
import { addressOf } from "./address.js";
import { Desk, NOTHING, baseOf, opening } from "./desk.js";
import { blank, replacement, sent, written } from "./draft.js";
import { newName } from "./new-name.js";
import { button } from "./parts.js";
import { editorView } from "./view-editor.js";
import { previewView } from "./view-preview.js";

/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").Draft} Draft */
/** @typedef {import("./types.js").Opened} Opened */
/** @typedef {Exclude<import("./types.js").Place, {view: "list"}>} Place */

const SEEDS = 1_000_000;
const timers = { set: (/** @type {() => void} */ run, /** @type {number} */ ms) => window.setTimeout(run, ms), clear: (/** @type {any} */ timer) => window.clearTimeout(timer) };

/** The screen; the desk lives as long as it, through every redraw. */
export class EditorScreen {
  #page;
  #place;
  /** @type {Desk | null} */
  #desk = null;
  /** @type {Opened | null} the item as its file said when it was opened */
  #opened = null;
  /** @type {unknown} */
  #failure = null;
  /** @type {ReturnType<typeof editorView> | null} */
  #view = null;
  /** @type {Set<string>} */
  #open = new Set();
  /** @type {import("./view-editor.js").Around} */
  #around = { restored: null, news: "" };
  /** @type {import("./types.js").Preview | null} */
  #preview = null;
  #answer = untouched(1);
  #revealed = false;
  #focus = "editor-title";

  /** @param {Page} page @param {Place} place */
  constructor(page, place) {
    this.#page = page;
    this.#place = place;
    void this.#load();
  }

  title() {
    if (this.#place.view === "item") return this.#place.id;
    return t("New question");
  }

  leave() {
    this.#desk?.close();
  }

  wake() {
    this.#desk?.wake();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    if (!this.#place.preview) this.#save();
  }

  draw() {
    this.#view = null;
    if (this.#desk === null) return this.#waiting();
    if (this.#place.preview) return this.#drawPreview();
    this.#view = editorView(this.#editing(this.#desk), this.#around, { save: () => this.#save(), preview: () => this.#see(true), discard: () => this.#discard(), replace: () => this.#replace() });
    return this.#view.element;
  }

  drawn() {
    this.#view?.show.sizes();
    if (this.#focus === "" || (this.#desk === null && this.#failure === null)) return;
    document.getElementById(this.#focus)?.focus({ preventScroll: this.#focus === "editor-title" });
    this.#focus = "";
  }

  #waiting() {
    const said = this.#failure === null ? h("p", { role: "status", class: "muted" }, t("Opening…")) : h("p", { class: "banner danger", role: "alert" }, failureText(this.#failure));
    const retry = this.#failure === null ? null : h("p", null, button(t("Try again"), () => void this.#load(), { look: "primary" }));
    return h("main", { id: "parcours-authoring", class: "document", tabindex: -1 }, h("p", { class: "back" }, h("a", { href: addressOf({ view: "list", filters: {} }), onclick: this.#page.follow }, t("All questions"))), h("h1", { id: "editor-title", tabindex: -1 }, this.title()), said, retry);
  }

  async #load() {
    this.#failure = null;
    const place = this.#place;
    const name = place.view === "item" ? place.id : place.key;
    const unsaved = this.#page.keep.get(name);
    try {
      this.#opened = place.view === "item" ? await this.#page.client.item(place.id) : null;
    } catch (error) {
      if (unsaved === null) {
        this.#failure = error;
        this.#page.redraw();
        return;
      }
    }
    this.#begin(name, unsaved);
    this.#page.redraw();
    if (place.preview) void this.#fetchPreview();
  }

  /** @param {string} name @param {import("./keep.js").Unsaved | null} unsaved */
  #begin(name, unsaved) {
    const opened = this.#opened;
    const draft = unsaved?.draft ?? (opened === null ? this.#blank() : opening(opened));
    const base = unsaved?.base ?? (opened === null ? NOTHING : baseOf(opened));
    const desk = new Desk({
      name, draft, base, client: this.#page.client, keep: this.#page.keep, timers,
      told: { state: () => this.#stateChanged(), findings: () => this.#view?.show.findings(), similar: () => this.#view?.show.similar(), saved: (kept) => this.#saved(kept) },
    });
    this.#desk = desk;
    if (unsaved !== null) {
      desk.state = "edited";
      this.#around.restored = unsaved.at;
      if (opened !== null && opened.digest !== base.digest) desk.meet(opened);
    }
    desk.look();
  }

  /** @returns {Draft} */
  #blank() {
    const { roots, exams } = this.#page.vocabulary;
    const filters = this.#place.view === "new" ? this.#place.filters : {};
    const root = roots.reduce((last, one, at) => (one.writable ? at : last), 0); // one's own, after the package's
    const exam = filters["exam"] ?? exams.find(({ id }) => id === "ccm")?.id ?? exams[0]?.id ?? "";
    const item = { ...blank(new Date().toISOString().slice(0, 7)), domain: filters["domain"] ?? "", topic: filters["topic"] ?? "", jurisdiction: exam === "diu" ? "fr" : "us" };
    return { exam, root, key: -1, item, scenario: null };
  }

  /** @param {Desk} desk @returns {import("./view-editor.js").Editing} */
  #editing(desk) {
    return {
      page: this.#page,
      desk,
      open: this.#open,
      write: (place, value) => desk.change(written(desk.draft, place, value)),
      change: (deed) => desk.change(deed(desk.draft)),
      reshape: (deed, focus) => {
        desk.change(deed(desk.draft));
        this.#focus = focus;
        this.#page.redraw();
      },
      tell: say,
    };
  }

  #stateChanged() {
    const conflict = this.#desk?.conflict ?? null;
    const isShown = document.getElementById("conflict-title") !== null;
    if (this.#view !== null && conflict !== null && !isShown) {
      this.#focus = "keep-mine";
      this.#page.redraw();
    } else this.#view?.show.state();
  }

  #save() {
    this.#around.restored = null;
    void this.#desk?.save();
  }

  /** @param {import("./types.js").Kept} kept */
  #saved(kept) {
    const id = String(kept.item["id"]);
    const words = [t("Saved.")];
    if (kept.raised) words.push(t("It was live and its text has changed: it is now revision {n}.", { n: kept.item["revision"] }));
    if (kept.unread) words.push(t("Nobody has read the new text yet: its review starts again."));
    words.push(t("Exams take it in when the server is started again."));
    this.#around = { restored: null, news: words.join(" ") };
    say(this.#around.news);
    if (this.#place.view === "new") {
      this.#place = /** @type {Place} */ ({ view: "item", id, preview: this.#place.preview });
      this.#page.replace(this.#place);
    }
    if (!this.#place.preview) this.#page.redraw();
  }

  /** Throw away what is only in this browser. */
  #discard() {
    const desk = this.#desk;
    if (desk === null) return;
    this.#around.restored = null;
    this.#page.keep.drop(desk.name);
    desk.close();
    if (this.#opened !== null) {
      this.#begin(desk.name, null);
      this.#focus = "editor-title";
      this.#page.redraw();
    } else this.#page.go({ view: "list", filters: {} });
  }

  /** Begin another item in place of this one. */
  #replace() {
    if (this.#desk === null) return;
    const name = newName(this.#page.keep.names());
    const { draft } = this.#desk;
    this.#page.keep.put(name, { draft: replacement(draft), base: { ...this.#desk.base, digest: null }, at: new Date().toISOString() });
    this.#page.go({ view: "new", key: name, filters: {}, preview: false });
  }

  /** @param {boolean} preview */
  #see(preview) {
    this.#place = this.#place.view === "item" ? { ...this.#place, preview } : { ...this.#place, preview };
    this.#page.replace(this.#place);
    this.#preview = null;
    this.#revealed = false;
    this.#focus = preview ? "preview-back" : "preview";
    this.#page.redraw();
    if (preview) void this.#fetchPreview();
  }

  async #fetchPreview() {
    if (this.#desk === null) return;
    this.#answer = untouched(1);
    try {
      this.#preview = await this.#page.client.preview(sent(this.#desk.draft, this.#desk.base), Math.floor(Math.random() * SEEDS));
      this.#failure = null;
    } catch (error) {
      this.#failure = error;
    }
    this.#page.redraw();
  }

  #drawPreview() {
    const preview = this.#preview;
    if (preview === null) {
      const said = this.#failure === null ? h("p", { role: "status" }, t("Opening…")) : h("p", { class: "banner danger", role: "alert" }, failureText(this.#failure));
      return h("main", { id: "parcours-authoring", class: "preview", tabindex: -1 }, h("div", { class: "preview-ways" }, button(t("Back to the editor"), () => this.#see(false), { id: "preview-back" }), button(t("Try again"), () => void this.#fetchPreview())), said);
    }
    return previewView({
      preview,
      answer: this.#answer,
      revealed: this.#revealed,
      answered: (answer) => (this.#answer = answer),
      shuffle: () => void this.#fetchPreview(),
      back: () => this.#see(false),
      reveal: () => {
        this.#revealed = !this.#revealed;
        this.#page.redraw();
      },
    });
  }
}
