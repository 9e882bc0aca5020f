/** The bar that stays in sight: whether answers are saved, documents, what is answered, the language. */

import { drawing, fill, h } from "../../web/dom.js";
import { ICONS } from "../../web/icons.js";
import { timeOf } from "./dates.js";
import { seenDocuments } from "./documents.js";
import { answeredOf } from "./summary.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./types.js").Language} Language */
/** @typedef {import("./types.js").Status} Status */

const SHEETS = "M7 3h8l4 4v14H7zM15 3v4h4M10 12h6M10 16h6";
const LIST = "M4 6l1.5 1.5L8 5M4 13l1.5 1.5L8 12M11 6.5h9M11 13.5h9M4 20h.01M11 20h9";

/**
 * @param {Desk} desk
 * @param {{toggle: (topic: import("./panel.js").Topic, from: HTMLElement) => void, speak: (lang: Language) => void}} hands
 */
export function barOf(desk, { toggle, speak }) {
  const { t, number } = desk.voice;
  const status = h("p", { class: "pk-status" });
  const trouble = h("p", { class: "pk-trouble", role: "alert" });
  const papers = opener(SHEETS, t("Documents"), (from) => toggle("documents", from));
  const list = opener(LIST, t("Your answers"), (from) => toggle("answers", from));
  const voices = languages(desk, speak);
  const node = h("div", { class: "pk-bar", role: "group", "aria-label": t("This case") }, status, h("div", { class: "pk-tools" }, papers.node, list.node, voices));
  function update() {
    const seen = seenDocuments(desk).length;
    const { done, all } = answeredOf(desk);
    papers.node.hidden = seen === 0;
    papers.count.textContent = number(seen);
    list.node.hidden = desk.reached === 0;
    list.count.textContent = `${number(done)}/${number(all)}`;
  }
  desk.listen(update);
  update();
  return {
    nodes: [node, trouble],
    /** The keyboard back to the language; a narrow bar shows only the one that is not spoken. */
    refocus() {
      const buttons = /** @type {HTMLElement[]} */ ([...voices.children]);
      const shown = buttons.filter((button) => button.offsetParent !== null);
      (shown.find(({ lang }) => lang === desk.voice.language) ?? shown[0])?.focus();
    },
    /** @param {Status} given */
    tell(given) {
      fill(status, saved(desk, given));
      status.dataset.state = given.state;
      const said = given.state === "unsaved" ? t("Not saved: {why}", { why: desk.say(given.why) }) : "";
      if (trouble.textContent !== said) trouble.textContent = said;
      trouble.hidden = said === "";
    },
  };
}

/** @param {Desk} desk @param {Status} status */
function saved(desk, status) {
  const { t, language } = desk.voice;
  if (status.state === "saving") return h("span", null, t("Saving…"));
  if (status.state === "saved") return [drawing(ICONS.check), h("span", null, t("Saved at {time}", { time: timeOf(status.at, language) }))];
  if (status.state === "unsaved") return [drawing(ICONS.waiting), h("span", null, t("Not saved"))];
  return h("span", null, t("Nothing to save yet"));
}

/** @param {string} path @param {string} words @param {(from: HTMLElement) => void} click */
function opener(path, words, click) {
  const count = h("span", { class: "pk-number" });
  const node = h("button", { type: "button", class: "pc-button pk-open", "aria-expanded": "false", onclick: () => click(node) }, drawing(path), h("span", { class: "pk-open-words" }, words), " ", count);
  return { node, count };
}

/** Both languages, each named in itself. @param {Desk} desk @param {(lang: Language) => void} speak */
function languages(desk, speak) {
  const { t, language } = desk.voice;
  const names = /** @type {const} */ ([["fr", "Français"], ["en", "English"]]);
  const buttons = names.map(([lang, name]) => {
    const attributes = { type: "button", class: "pc-button pk-lang", lang, title: name, "aria-pressed": String(lang === language) };
    return h("button", { ...attributes, onclick: () => speak(lang) }, h("span", { class: "pk-lang-long" }, name), h("span", { class: "pk-lang-short", "aria-hidden": "true" }, lang.toUpperCase()));
  });
  return h("div", { class: "pk-langs", role: "group", "aria-label": t("Language") }, buttons);
}
