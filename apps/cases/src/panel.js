/** The side panel: documents already seen, or what is answered. A column where there is room, a window elsewhere. */

import { fill, h } from "../../web/dom.js";
import { inline } from "../../lessons/src/prose.js";
import { button } from "../../lessons/src/parts.js";
import { paperOf, seenDocuments } from "./documents.js";
import { summaryOf } from "./summary.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./types.js").Task} Task */
/** @typedef {"documents" | "answers"} Topic */

const COLUMN = 800; // pixels from which there is room for a column

/**
 * @param {Desk} desk
 * @param {(task: Task) => void} jump
 */
export function panelOf(desk, jump) {
  const { t } = desk.voice;
  const title = h("h3", { class: "pk-panel-title", id: desk.id("panel"), tabindex: "-1" });
  const body = h("div", { class: "pk-panel-body" });
  const node = h("dialog", { class: "pk-panel", "aria-labelledby": title.id }, h("header", null, title, button(t("Close"), () => node.close(), "pc-quiet")), body);
  const papers = documentsOf(desk);
  const summary = summaryOf(desk, (task) => {
    if (node.matches(":modal")) node.close();
    jump(task);
  });
  const topics = { documents: { words: t("Documents"), ...papers }, answers: { words: t("Your answers"), ...summary } };
  /** @type {HTMLElement | null} */
  let opener = null;
  /** @type {Topic | null} */
  let topic = null;
  /** @param {Topic} wanted @param {HTMLElement} from the button that opens it */
  function toggle(wanted, from) {
    const same = node.open && topic === wanted;
    if (node.open) node.close();
    if (same) return;
    [topic, opener] = [wanted, from];
    title.textContent = topics[wanted].words;
    fill(body, topics[wanted].node);
    topics[wanted].update();
    from.setAttribute("aria-expanded", "true");
    unfold(node);
    title.focus();
  }
  node.addEventListener("keydown", ({ key }) => key === "Escape" && node.close());
  node.addEventListener("close", () => {
    node.parentElement?.classList.remove("pk-beside");
    opener?.setAttribute("aria-expanded", "false");
    const isLeft = node.contains(document.activeElement) || document.activeElement === document.body;
    if (isLeft) opener?.focus();
  });
  desk.listen(() => node.open && topic === "answers" && summary.update());
  return { node, toggle };
}

/** As a column beside the form, or as a window over it. @param {HTMLDialogElement} node */
function unfold(node) {
  const isWide = (node.parentElement?.clientWidth ?? 0) >= COLUMN;
  node.parentElement?.classList.toggle("pk-beside", isWide);
  if (isWide) node.show();
  else node.showModal();
}

/** The documents seen so far, one at a time. @param {Desk} desk */
function documentsOf(desk) {
  const { t } = desk.voice;
  const node = h("div");
  /** @type {string | null} */
  let chosen = null;
  function update() {
    const seen = seenDocuments(desk);
    const shown = seen.find(({ id }) => id === chosen) ?? seen.at(-1);
    const tabs = seen.map(({ id, title }) => {
      const pressed = String(id === shown?.id);
      return h("button", { type: "button", class: "pc-button pk-tab", "aria-pressed": pressed, onclick: () => choose(id) }, inline(desk.say(title)));
    });
    const list = h("div", { class: "pk-tabs", role: "group", "aria-label": t("Documents") }, tabs);
    fill(node, tabs.length > 1 ? list : null, shown === undefined ? null : paperOf(desk, shown, "panel"));
  }
  /** @param {string} id */
  function choose(id) {
    chosen = id;
    update();
    /** @type {HTMLElement | null} */ (node.querySelector('[aria-pressed="true"]'))?.focus();
  }
  return { node, update };
}
