/** The bar that says how the connection to the kernel stands, when it does not stand well. */

import { fill, h } from "../../web/dom.js";
import { t } from "../../web/i18n.js";

/** @typedef {import("./link.js").State} State */

// A break shorter than this is not worth a word.
const PATIENCE_MS = 700;

/** One bar under the header; empty while all is well. */
export class Notice {
  #reload;
  /** @type {State} */
  #state = "connecting";
  #timer = 0;
  element = h("div", { class: "notice", role: "status" });

  /** @param {() => void} reload */
  constructor(reload) {
    this.#reload = reload;
  }

  /** Show the state, a short break after some patience. @param {State} state */
  say(state) {
    clearTimeout(this.#timer);
    if (state === "lost") {
      this.#timer = window.setTimeout(() => this.#show(state), PATIENCE_MS);
    } else {
      this.#show(state);
    }
  }

  /** Draw the bar again, in the language of now. */
  draw() {
    const words = textOf(this.#state);
    if (words === null) {
      fill(this.element);
      return;
    }
    const lost = this.#state === "lost";
    const button = lost ? null : h("button", { type: "button", class: "button", id: "reload", onclick: this.#reload }, t("Reload"));
    fill(this.element, h("p", { class: "banner warn" }, h("span", null, words), button));
  }

  /** @param {State} state */
  #show(state) {
    this.#state = state;
    this.draw();
  }
}

/** @param {State} state @returns {string | null} */
function textOf(state) {
  if (state === "connecting" || state === "open") return null;
  if (state === "lost") return t("Connection lost, trying again… What you do here is sent once it is back.");
  if (state === "idle") return t("Session ended because it was idle. Reload to go on.");
  if (state === "replaced") return t("Session ended because you opened other pages. Reload to go on here.");
  if (state === "signed-out") return t("Session ended because you are no longer signed in. Open your personal link again.");
  if (state === "died") return t("Session ended unexpectedly. Reload to begin again.");
  return t("Session ended. Reload to begin again.");
}
