/** "Report this question": a dialog that keeps what was written until the server has it. */

import { fill, h } from "../../web/dom.js";
import { failureText } from "../../web/failure.js";
import { t } from "../../web/i18n.js";

/** @typedef {"key" | "fact" | "wording" | "french" | "other"} FlawKind */
/** @typedef {{kind: FlawKind, text: string}} Draft */

/** @type {FlawKind[]} */
const KINDS = ["key", "fact", "wording", "french", "other"];
// What the server takes.
const TEXT_LIMIT = 2000;

/** One dialog for all questions; drafts live as long as the page. */
export class FlawDialog {
  #attempt;
  #api;
  #onDone;
  #dialog = h("dialog", { class: "flaw-dialog", "aria-labelledby": "flaw-title" });
  /** @type {Map<number, Draft>} */
  #drafts = new Map();
  /** @type {Set<number>} */
  #reported = new Set();

  /**
   * @param {string} attempt
   * @param {import("../../web/api.js").Api} api
   * @param {(position: number) => void} onDone
   */
  constructor(attempt, api, onDone) {
    this.#attempt = attempt;
    this.#api = api;
    this.#onDone = onDone;
  }

  /** The dialog, to be placed on the page. @returns {HTMLDialogElement} */
  element() {
    return this.#dialog;
  }

  /** Whether that question was reported since the page was opened. @param {number} position */
  isReported(position) {
    return this.#reported.has(position);
  }

  /** Ask what is wrong with a question. @param {number} position */
  open(position) {
    const draft = this.#drafts.get(position) ?? { kind: "key", text: "" };
    this.#drafts.set(position, draft);
    fill(this.#dialog, this.#form(position, draft));
    this.#dialog.showModal();
  }

  /** @param {number} position @param {Draft} draft @returns {HTMLFormElement} */
  #form(position, draft) {
    const said = h("p", { role: "alert", id: "flaw-said", class: "flaw-said" });
    const send = h("button", { type: "submit", class: "button primary" }, t("Send"));
    const submit = async (/** @type {Event} */ event) => {
      event.preventDefault();
      if (send.getAttribute("aria-disabled") === "true") return;
      if (draft.kind === "other" && draft.text.trim() === "") {
        fill(said, t("Say what is wrong in a few words."));
        this.#dialog.querySelector("textarea")?.focus();
        return;
      }
      send.setAttribute("aria-disabled", "true");
      fill(said);
      await this.#send(position, draft, said);
      send.removeAttribute("aria-disabled");
    };
    return h(
      "form",
      { method: "dialog", novalidate: true, onsubmit: submit },
      h("h2", { id: "flaw-title" }, t("Report question {n}", { n: position })),
      kinds(draft),
      text(draft),
      said,
      h(
        "div",
        { class: "dialog-actions" },
        h("button", { type: "button", class: "button", onclick: () => this.#dialog.close() }, t("Cancel")),
        send,
      ),
    );
  }

  /** @param {number} position @param {Draft} draft @param {HTMLElement} said */
  async #send(position, draft, said) {
    try {
      await this.#api.post(`api/attempts/${this.#attempt}/questions/${position}/flaw`, {
        kind: draft.kind,
        text: draft.text.trim(),
      });
    } catch (error) {
      fill(said, t("Not sent; your text is kept."), " ", failureText(error));
      said.scrollIntoView({ block: "nearest" });
      return;
    }
    this.#drafts.delete(position);
    this.#reported.add(position);
    this.#onDone(position);
    if (this.#dialog.open) this.#thanks();
  }

  #thanks() {
    const close = h("button", { type: "button", class: "button primary", onclick: () => this.#dialog.close() }, t("Close"));
    fill(
      this.#dialog,
      h("h2", { id: "flaw-title" }, t("Thank you")),
      h("p", { role: "status" }, t("Your report has been kept. Whoever maintains the questions will read it.")),
      h("div", { class: "dialog-actions" }, close),
    );
    close.focus();
  }
}

/** @param {Draft} draft @returns {HTMLElement} */
function kinds(draft) {
  return h(
    "fieldset",
    null,
    h("legend", { class: "label" }, t("What is wrong?")),
    KINDS.map((kind) => {
      const change = () => (draft.kind = kind);
      const input = h("input", { type: "radio", name: "flaw", value: kind, checked: kind === draft.kind, onchange: change });
      return h("label", { class: "choice" }, input, h("span", null, kindName(kind)));
    }),
  );
}

/** @param {Draft} draft @returns {HTMLElement} */
function text(draft) {
  const input = (/** @type {Event} */ event) => {
    draft.text = /** @type {HTMLTextAreaElement} */ (event.target).value;
  };
  const area = h("textarea", { rows: 5, maxlength: TEXT_LIMIT, value: draft.text, oninput: input, "aria-describedby": "flaw-hint flaw-said" });
  return h(
    "div",
    null,
    h("label", { class: "field" }, h("span", null, t("What should it say, and how do you know?")), area),
    h("p", { id: "flaw-hint", class: "small muted" }, t("A source helps most. Name no patient or client.")),
  );
}

/** @param {FlawKind} kind @returns {string} */
function kindName(kind) {
  if (kind === "key") return t("The answer given as right is not the best one");
  if (kind === "fact") return t("A fact is wrong or out of date");
  if (kind === "wording") return t("The wording is unclear or gives the answer away");
  if (kind === "french") return t("The French does not say what the English says");
  return t("Something else");
}
