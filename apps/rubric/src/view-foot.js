/** The bar below the rubric: the sum, the state of saving, the ways on. */

import { fill, h } from "../../web/dom.js";
import { t, tn } from "../../web/i18n.js";
import { outOf } from "./parts.js";

/** @typedef {import("./outbox.js").Outbox} Outbox */
/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {{saved: boolean, touched: boolean}} Done */

/**
 * The bar; `update` shows sheet and saving as they are.
 * @param {Sheet} sheet
 * @param {{save: () => void, skip: () => void, readOnly: boolean}} deeds
 */
export function footView(sheet, { save, skip, readOnly }) {
  const sum = h("strong", { class: "sum number" });
  const left = h("span", { class: "small muted" });
  const state = h("p", { class: "save-state", role: "status" });
  const saving = h("button", { type: "button", class: "button primary", id: "save", onclick: save, disabled: readOnly, "aria-keyshortcuts": "s Control+Enter" }, t("Save and next"), " ", h("kbd", { "aria-hidden": "true" }, "S"));
  const skipping = h("button", { type: "button", class: "button", id: "skip", onclick: skip, "aria-keyshortcuts": "n" }, t("Next ungraded"), " ", h("kbd", { "aria-hidden": "true" }, "N"));
  const element = h("div", { class: "foot" }, h("p", { class: "foot-sum" }, h("span", { class: "visually-hidden" }, t("Sum:"), " "), sum, " ", left), state, h("div", { class: "foot-ways" }, skipping, saving));
  const update = (/** @type {string} */ look, /** @type {string} */ words) => {
    sum.textContent = outOf(sheet.points, sheet.most);
    const n = sheet.missing.length;
    left.textContent = n === 0 ? "" : tn("{n} criterion to go", "{n} criteria to go", n);
    if (state.textContent !== words) fill(state, words);
    state.dataset.look = look;
  };
  return { element, update };
}

/**
 * How saving goes, in a few words, and how it looks.
 * @param {Outbox} outbox
 * @param {string} copy
 * @param {Done} done
 * @returns {[string, string]}
 */
export function savingSaid(outbox, copy, { saved, touched }) {
  const state = outbox.state(copy);
  if (state === "refused") return ["unsaved", t("Not saved: see above")];
  if (state === "waiting") return ["unsaved", t("Kept on this device, not sent yet")];
  if (state === "saving") return ["saving", t("Saving…")];
  if (saved) return ["saved", t("Mark saved")];
  return touched ? ["saved", t("Draft saved")] : ["saving", ""];
}

/** What waits on the device besides. @param {number} n @returns {string} */
export function waitingText(n) {
  return tn("{n} copy waits on this device and will be sent.", "{n} copies wait on this device and will be sent.", n);
}
