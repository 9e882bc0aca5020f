/** An activity in its place: title, task, the view of its kind; what the notebook and the book call. */

import { fill, h } from "../../web/dom.js";
import { voiceOf } from "../../web/i18n.js";
import { Desk } from "./desk.js";
import { inline, paragraphs } from "./prose.js";
import { checking } from "./view-checking.js";
import { deciding } from "./view-deciding.js";
import { exploring } from "./view-exploring.js";
import { figure } from "./view-number.js";
import { finding } from "./view-finding.js";
import { ordering } from "./view-ordering.js";
import { placing } from "./view-placing.js";

/** @typedef {import("../../web/i18n.js").Catalogue} Catalogue */
/** @typedef {import("../../web/i18n.js").Language} Language */
/** @typedef {import("./types.js").Kind} Kind */

/** @type {Record<string, Kind>} */
const KINDS = {
  classify: placing,
  match: placing,
  compare: placing,
  order: ordering,
  decide: deciding,
  contradiction: finding,
  number: figure,
  explore: exploring,
  check: checking,
};

/**
 * @typedef {object} Given
 * @property {any} spec
 * @property {Language} lang
 * @property {any} [state] as an earlier `onChange` was told; null or empty for none
 * @property {(state: any, done: boolean) => void} [onChange]
 * @property {boolean} [staticPage] the page has no server behind it: say where answers are kept
 */

/**
 * Show an activity in an element, in place of what it holds; returns the way to take it out.
 * @param {HTMLElement} element
 * @param {Given} given
 * @param {Catalogue} french
 * @returns {() => void}
 */
export function show(element, { spec, lang, state, onChange = () => {}, staticPage = false }, french) {
  const kind = KINDS[spec.kind];
  if (kind === undefined) return () => {}; // what is there can be read
  const kept = state && Object.keys(state).length > 0 ? state : null;
  const voice = voiceOf(lang, french);
  const { t } = voice;
  const desk = new Desk({ spec, kind, voice, state: kept, onChange });
  const { nodes, update } = kind.view(desk);
  desk.drawnBy(update);
  const before = { lang: element.getAttribute("lang"), children: [...element.childNodes] };
  element.classList.add("parcours-activity", "parcours-mounted");
  element.lang = lang;
  const note = staticPage ? h("p", { class: "pc-small" }, t("Your answers stay in this browser.")) : null;
  const body = h("div", { class: `pc-body pc-${spec.kind}` }, nodes);
  fill(element, h("section", { class: "pc-sheet", "aria-labelledby": desk.id("title") }, head(desk), body, note));
  update();
  return () => {
    element.replaceChildren(...before.children);
    element.classList.remove("parcours-mounted");
    if (before.lang === null) element.removeAttribute("lang");
    else element.lang = before.lang;
  };
}

/** @param {Desk} desk @returns {HTMLElement} */
function head({ spec, voice: { t, tn }, uid }) {
  const time = spec.minutes ? [" · ", tn("{n} minute", "{n} minutes", spec.minutes)] : [];
  return h(
    "header",
    null,
    h("p", { class: "pc-kicker" }, spec.kind === "check" ? t("Questions") : t("Activity"), time),
    h("h3", { class: "pc-title", id: `${uid}-title` }, inline(spec.title)),
    h("div", { class: "pc-task" }, paragraphs(spec.task)),
  );
}
