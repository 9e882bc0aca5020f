/** What the linter says, worst first; each finding leads to its field. */

import { fill, h } from "../../web/dom.js";
import { t, tn } from "../../web/i18n.js";
import { tally, told } from "./parts.js";
import { fieldsFor, placeName } from "./places.js";

/** @typedef {import("./types.js").Finding} Finding */

const FEW = 2; // places that need no count

/** The panel, and the way to show other findings in it. */
export function findingsPanel() {
  const count = h("p", { class: "tally", role: "status" });
  const list = h("ul", { class: "findings" });
  const element = h("section", { class: "panel-part", id: "findings", tabindex: -1, "aria-labelledby": "findings-title" }, h("h2", { id: "findings-title" }, t("Findings")), count, list);
  const show = (/** @type {Finding[] | null} */ findings) => {
    const focused = document.activeElement instanceof HTMLElement && list.contains(document.activeElement) ? document.activeElement.textContent : null;
    const words = findings === null ? t("Looking…") : tally(findings);
    if (count.textContent !== words) fill(count, words);
    fill(list, alike(findings ?? []).map(findingLine));
    // The same line keeps the focus, though it is drawn anew.
    if (focused !== null) [...list.querySelectorAll("button")].find(({ textContent }) => textContent === focused)?.focus({ preventScroll: true });
  };
  return { element, show };
}

/** Findings that say the same, together. @param {Finding[]} findings @returns {Finding[][]} */
export function alike(findings) {
  /** @type {Map<string, Finding[]>} */
  const groups = new Map();
  for (const finding of findings) {
    const { rule, level, message, fix, waived } = finding;
    const name = JSON.stringify([rule, level, message, fix, waived]);
    groups.set(name, [...(groups.get(name) ?? []), finding]);
  }
  return [...groups.values()];
}

/** @param {Finding[]} group */
function findingLine(group) {
  const [finding] = group;
  if (finding === undefined) return null;
  const { rule, level, waived } = finding;
  const many = group.length > FEW ? h("span", { class: "small muted" }, tn("{n} place", "{n} places", group.length)) : null;
  const places = group.map(({ place }) => h("button", { type: "button", class: "place", onclick: () => showPlace(place) }, placeName(place)));
  return h("li", { class: `finding ${waived ? "waived" : level}` }, h("span", { class: "level-mark" }, waived ? t("waived") : levelName(level)), many, h("span", { class: many === null ? "places" : "places many" }, places), h("p", null, told(finding), " ", h("code", { class: "rule" }, rule)));
}

/** @param {import("./types.js").Level} level */
function levelName(level) {
  if (level === "error") return t("error");
  return level === "warning" ? t("warning") : t("remark");
}

/** Put the focus on the field that shows a place. @param {string} place */
export function showPlace(place) {
  const field = fieldsFor(place).map((id) => document.getElementById(id)).find((found) => found !== null);
  if (field === undefined || field === null) return;
  for (let around = field.closest("details"); around !== null; around = around.parentElement?.closest("details") ?? null) around.open = true;
  field.focus();
  field.scrollIntoView({ block: "center" });
}
