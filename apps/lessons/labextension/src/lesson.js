// One open lesson: shown as a page, run once its kernel is there, and again when that is a new one.

import { buttons } from "./bar.js";
import { lessonCells, markCells, written } from "./cells.js";
import { showFrame } from "./frame.js";
import { cellOf, goTo, sectionInView, targetOf, titleOf } from "./place.js";
import { otherThan, wordsOf } from "./words.js";

/** @typedef {import("./types.js").Panel} Panel */
/** @typedef {import("./types.js").About} About */
/** @typedef {import("./types.js").Lab} Lab */

const PAGE = "parcours-page";
const LIVE = "data-parcours-live";
const VIEW_KEY = "parcours-lessons:view";

/** A lesson in a panel of JupyterLab. */
export class Lesson {
  /**
   * @param {Panel} panel
   * @param {About} about
   * @param {Lab} lab
   */
  constructor(panel, about, lab) {
    this._panel = panel;
    this._about = about;
    this._lab = lab;
    this._page = localStorage.getItem(VIEW_KEY) !== "notebook";
    this._moved = false;
    this._asked = "";
    this._restarted = false;
    this._runs = 0;
    this._saved = written(panel.content);
  }

  /**
   * Show it, take the reader to the place asked for, and run it.
   * @param {string} cell
   */
  async open(cell) {
    this._asked = cell;
    const { content, node, sessionContext } = this._panel;
    node.classList.add("parcours-lesson");
    content.node.lang = this._about.lang;
    this._addBar();
    this._show();
    content.modelContentChanged.connect(() => this._mark());
    node.addEventListener("click", (event) => this._follow(event), { capture: true });
    for (const kind of ["wheel", "keydown", "pointerdown"]) {
      node.addEventListener(kind, () => (this._moved = true), { capture: true, passive: true });
    }
    sessionContext.statusChanged.connect((_, status) => void this._statusChanged(status));
    window.addEventListener("hashchange", () => this._goTo(cellOf(window.location.hash)));
    await this._panel.revealed;
    await this._lab.app.restored;
    this._goTo(cell);
    await sessionContext.ready;
    await this._run();
  }

  _addBar() {
    const home = this._lab.option("parcoursServer");
    const bar = buttons(
      this._about,
      { home: home !== "", page: this._page },
      {
        home: () => void this._leaveFor(home),
        other: () => void this._openOther(),
        page: (on) => this._turn(on),
      },
    );
    for (const [index, [name, node]] of bar.entries()) {
      this._panel.toolbar.insertItem(index, `parcours-${name}`, new this._lab.Widget({ node }));
    }
    this._panel.node.querySelector(".jp-NotebookPanel-toolbar")?.setAttribute("aria-label", wordsOf(this._about.lang).bar);
  }

  /** @param {boolean} on */
  _turn(on) {
    const section = sectionInView(this._panel.content);
    this._page = on;
    localStorage.setItem(VIEW_KEY, on ? "page" : "notebook");
    this._show();
    goTo(this._panel.content, section, { focus: false });
  }

  _show() {
    this._panel.node.classList.toggle(PAGE, this._page);
    showFrame(this._lab.app.shell, !this._page);
    this._mark();
  }

  _mark() {
    markCells(this._panel.content, this._page);
  }

  /** Run what shows parts of the lesson; what the reader wrote is left alone. */
  async _run() {
    const { content, sessionContext } = this._panel;
    const kernel = sessionContext.session?.kernel;
    if (!kernel || content.model === null) return;
    await kernel.info;
    await this._lab.actions.runCells(content, lessonCells(content), sessionContext);
    if (this._panel.isDisposed || content.model === null) return;
    this._mark();
    // Outputs are not worth a question when the page is closed.
    if (written(content) === this._saved) content.model.dirty = false;
    this._runs += 1;
    content.node.setAttribute(LIVE, String(this._runs));
    document.title = `${titleOf(content)} – Parcours`; // a title of the panel would rename the file
    // What was above the place may have another height now.
    if (!this._moved && this._asked !== "") goTo(content, this._asked, { focus: false });
  }

  /**
   * A kernel that died took the activities with it: they run again in the new one.
   * @param {string} status
   */
  async _statusChanged(status) {
    if (["restarting", "autorestarting", "dead"].includes(status)) {
      this._restarted = true;
      this._panel.content.node.removeAttribute(LIVE);
    } else if (status === "idle" && this._restarted) {
      this._restarted = false;
      await this._run();
    }
  }

  /**
   * Go to a cell, and let the address say so.
   * @param {string} cell
   */
  _goTo(cell) {
    if (cell === "" || !goTo(this._panel.content, cell, { focus: true })) return;
    this._asked = cell;
    window.history.replaceState(window.history.state, "", `#cell=${cell}`);
  }

  /** @param {MouseEvent} event */
  _follow(event) {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    const files = new URL(`${this._lab.option("baseUrl")}files/`, window.location.href).href;
    const href = link?.getAttribute("href");
    const target = href ? targetOf(href, this._panel.context.path, files) : null;
    if (target === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (target.path === this._panel.context.path) this._goTo(target.cell);
    else void this._openFile(target.path, target.cell);
  }

  async _openOther() {
    const { module, n, lang, other } = this._about;
    const home = this._lab.option("parcoursServer");
    const section = sectionInView(this._panel.content);
    if (home !== "") {
      const query = new URLSearchParams({ lang: otherThan(lang), section });
      await this._leaveFor(`${home}lessons/${module}/${n}?${query}`);
    } else {
      const folder = this._panel.context.path.replace(/[^/]*$/, "");
      await this._openFile(folder + other, section);
    }
  }

  /**
   * @param {string} path
   * @param {string} cell
   */
  async _openFile(path, cell) {
    const file = path.split("/").map(encodeURIComponent).join("/");
    const fragment = cell === "" ? "" : `#cell=${cell}`;
    await this._leaveFor(`${this._lab.option("baseUrl")}doc/tree/${file}${fragment}`);
  }

  /** @param {string} address */
  async _leaveFor(address) {
    if (this._panel.content.model?.dirty) await this._panel.context.save();
    window.location.assign(address);
  }
}
