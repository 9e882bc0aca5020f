/** The form in a notebook: an anywidget, whose kernel keeps the answers in a file beside it. */

import french from "../fr.po";
import { h } from "../../web/dom.js";
import { voiceOf } from "../../web/i18n.js";
import { carrier, keepKeys, onLeaving } from "../../web/kernel.js";
import { MemoryShelf, lastingShelf } from "../../web/storage.js";
import { show } from "./form.js";
import { Unsent, changes, reunited } from "./unsent.js";

/** @typedef {import("./types.js").Answers} Answers */
/** @typedef {import("./types.js").Status} Status */

/**
 * The view of the widget `apps.cases.widget.CaseForm`.
 * @param {{model: any, el: HTMLElement}} given
 * @returns {() => void}
 */
function render({ model, el }) {
  const place = h("div");
  el.append(place);
  keepKeys(el);
  const unsent = new Unsent(lastingShelf(() => window.sessionStorage) ?? new MemoryShelf(), model.get("place"));
  const answers = reunited(model.get("answers"), model.get("saved_at"), unsent.waiting());
  const wire = wired(model, unsent, answers, (status) => form.tell(status));
  const lang = model.get("lang") || spoken();
  const given = { half: model.get("half"), reached: model.get("reached"), notes: model.get("notes"), notebook: true };
  const form = show(place, { ...given, lang, answers, onChange: wire.take }, french);
  const follow = () => wire.isFollowed() && form.replace(model.get("answers"));
  if (unsent.waiting() !== null) wire.take(answers, lang, given.reached);
  const heard = /** @type {const} */ ([["change:kept", wire.hear], ["change:trouble", wire.hear], ["change:saved_at", wire.hear], ["change:answers", follow]]);
  for (const [name, listener] of heard) model.on(name, listener);
  wire.hear();
  const stay = onLeaving(el, wire.flush);
  return () => {
    wire.stop();
    stay();
    for (const [name, listener] of heard) model.off(name, listener);
    form.remove();
  };
}

/**
 * What takes the answers to the kernel, and says how they stand.
 * @param {any} model
 * @param {Unsent} unsent
 * @param {Answers} answers as the form shows them first
 * @param {(status: Status) => void} tell
 */
function wired(model, unsent, answers, tell) {
  let kept = /** @type {Answers} */ (model.get("answers"));
  let latest = answers;
  const kernel = carrier(model, say);
  function say() {
    tell(statusOf(model, kernel));
  }
  return {
    flush: kernel.flush,
    stop() {
      kernel.flush();
      kernel.stop();
    },
    /** @param {Answers} given @param {import("./types.js").Language} lang @param {number} reached */
    take(given, lang, reached) {
      latest = given;
      unsent.put(given, kept, new Date().toISOString());
      kernel.take({ answers: given, lang, reached });
      say();
    },
    hear() {
      if (kernel.isDone() && Object.keys(model.get("trouble")).length === 0) {
        kept = latest;
        unsent.clear();
      }
      say();
    },
    /** Whether the answers of the model were given in another view of the same form, and are taken. */
    isFollowed() {
      const given = model.get("answers");
      if (!kernel.isDone() || Object.keys(changes(given, latest)).length === 0) return false;
      latest = kept = given;
      return true;
    },
  };
}

/** @param {any} model @param {ReturnType<typeof carrier>} kernel @returns {Status} */
function statusOf(model, kernel) {
  if (kernel.isLost()) return { state: "unsaved", why: { en: lost("en"), fr: lost("fr") } };
  const trouble = model.get("trouble");
  if (Object.keys(trouble).length > 0) return { state: "unsaved", why: trouble };
  if (!kernel.isDone()) return { state: "saving" };
  const at = model.get("saved_at");
  return at === "" ? { state: "idle" } : { state: "saved", at };
}

/** @param {import("./types.js").Language} lang */
function lost(lang) {
  const { t } = voiceOf(lang, french);
  return t("the kernel of the notebook does not answer. What you write stays on this page and is sent when it is back. If it was restarted, run the cell of this form again.");
}

/** The language of a reader who has not chosen one. @returns {import("./types.js").Language} */
function spoken() {
  return navigator.language.toLowerCase().startsWith("fr") ? "fr" : "en";
}

export default { render };
