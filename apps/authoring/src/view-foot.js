/** The bar at the foot of the editor: what is found, whether it is saved, the ways on. */

import { fill, h } from "../../web/dom.js";
import { failureText } from "../../web/failure.js";
import { number, t } from "../../web/i18n.js";
import { itemWords } from "./house.js";
import { button, tally } from "./parts.js";

/** @typedef {import("./desk.js").Desk} Desk */

/**
 * @param {Desk} desk
 * @param {import("./view-editor.js").Deeds} deeds
 */
export function footView(desk, deeds) {
  const state = h("p", { class: "save-state", role: "status", id: "save-state" });
  const problem = h("p", { class: "problem", role: "alert" });
  const found = h("a", { class: "found", href: "#findings", onclick: toFindings });
  const words = h("span", { class: "small muted number" });
  const save = button([t("Save"), " ", h("kbd", { "aria-hidden": "true" }, "Ctrl S")], deeds.save, { look: "primary", id: "save" });
  const preview = button(t("Preview"), deeds.preview, { id: "preview" });
  const element = h("div", { class: "foot-bar", role: "region", "aria-label": t("Save") }, h("div", { class: "foot-said" }, state, problem), h("div", { class: "foot-found" }, found, words), h("div", { class: "foot-do" }, preview, save));
  const update = () => {
    const [look, said] = stateOf(desk);
    state.dataset["look"] = look;
    if (state.textContent !== said) fill(state, said);
    const trouble = problemOf(desk);
    if (problem.textContent !== trouble) fill(problem, trouble);
    fill(found, desk.findings === null ? t("Looking…") : tally(desk.findings));
    fill(words, t("Words: {en} EN, {fr} FR", { en: number(itemWords(desk.draft, "en")), fr: number(itemWords(desk.draft, "fr")) }));
    save.setAttribute("aria-disabled", String(desk.state === "conflict" || desk.state === "saving"));
  };
  update();
  return { element, update };
}

/** @param {Desk} desk @returns {[string, string]} */
function stateOf(desk) {
  if (desk.state === "saving") return ["saving", t("Saving…")];
  if (desk.state === "waiting") return ["unsaved", t("The server cannot be reached. Kept in this browser; it will be saved when the server is back.")];
  if (desk.state === "refused") return ["unsaved", desk.isKept ? t("Not saved. Kept in this browser.") : t("Not saved, and this browser keeps nothing.")];
  if (desk.state === "conflict") return ["unsaved", t("Not saved: two versions. Kept in this browser.")];
  if (desk.isLost && desk.isFaulty) return ["unsaved", t("The server met a fault of its own and cannot check this. What you write is kept in this browser.")];
  if (desk.isLost) return ["unsaved", t("The server cannot be reached. What you write is kept in this browser.")];
  if (desk.state === "edited") return desk.isKept ? ["saving", t("Not saved yet. Kept in this browser.")] : ["unsaved", t("Not saved, and this browser keeps nothing.")];
  return ["saved", desk.base.digest === null ? t("Nothing written yet") : t("As saved")];
}

/** @param {Desk} desk */
function problemOf(desk) {
  return desk.state === "refused" ? failureText(desk.failure) : "";
}

/** The address keeps its place: only the focus moves. @param {Event} event */
function toFindings(event) {
  event.preventDefault();
  document.getElementById("findings")?.focus();
}
