/** What is said to screen readers, in regions that outlive every redraw of the page. */

import { h } from "../../web/dom.js";

const polite = h("div", { role: "status", class: "visually-hidden" });
const urgent = h("div", { role: "alert", class: "visually-hidden" });

/** Put the regions on the page, once. */
export function openAnnouncer() {
  document.body.append(polite, urgent);
}

/** Say something when the reader pauses. @param {string} message */
export function say(message) {
  speak(polite, message);
}

/** Say something at once; for the end of the exam only. @param {string} message */
export function interrupt(message) {
  speak(urgent, message);
}

/** @param {HTMLElement} region @param {string} message */
function speak(region, message) {
  // The same words twice are only heard again from a new node.
  region.replaceChildren(h("p", null, message));
}
