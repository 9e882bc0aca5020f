/** Modal dialogs that any page may show. */

import { h } from "./dom.js";

/**
 * Show a modal dialog that removes itself when it is closed.
 * @param {string} title
 * @param {import("./dom.js").Child[]} body
 * @returns {HTMLDialogElement}
 */
export function showDialog(title, body) {
  const heading = h("h2", { id: "dialog-title", tabindex: -1 }, title);
  const dialog = h("dialog", { "aria-labelledby": "dialog-title" }, heading, body);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  heading.focus();
  return dialog;
}
