/** A widget and its kernel: what is sent, whether anybody takes it, and keys that stay in the widget. */

import { delayed } from "./delay.js";

const SAVE_MS = 300;
const KEPT_MS = 6_000; // a kernel that has not said by then that it kept the news is not there

/**
 * What carries a widget's news to its kernel, and notices when nobody takes them. The model counts
 * in `sent` what was sent and in `kept` the last of it that was taken. News that are not taken are
 * sent again until they are.
 * @param {any} model
 * @param {() => void} onNews what it knows of the kernel has changed
 */
export function carrier(model, onNews) {
  /** @type {Record<string, unknown> | null} */
  let news = null;
  let sent = model.get("kept") ?? 0;
  let lost = false;
  const isTaken = () => (model.get("kept") ?? 0) >= sent;
  const listening = delayed(() => {
    lost = !isTaken();
    onNews();
    if (lost) send();
  }, KEPT_MS);
  function send() {
    sent = Math.max(sent, model.get("sent") ?? 0) + 1; // another view of the same widget counts too
    model.set("sent", sent);
    model.save_changes();
    listening.soon();
  }
  const saving = delayed(() => {
    if (news === null) return;
    for (const [name, value] of Object.entries(news)) model.set(name, value);
    news = null;
    send();
  }, SAVE_MS);
  return {
    /** Send these parts of the model soon. @param {Record<string, unknown>} parts */
    take(parts) {
      news = { ...news, ...parts };
      saving.soon();
    },
    flush: saving.flush,
    isLost: () => (lost &&= !isTaken()),
    /** Whether all that was ever taken has been kept. */
    isDone: () => news === null && isTaken(),
    stop: listening.cancel,
  };
}

/**
 * In JupyterLab arrows, Enter and letters are commands of the notebook, wherever the focus is; in
 * a widget of ours they are the reader's. JupyterLab leaves alone what carries this attribute itself.
 * @param {HTMLElement} el
 */
export function keepKeys(el) {
  el.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement) target.dataset.lmSuppressShortcuts = "true";
  });
  el.addEventListener("keydown", (event) => event.stopPropagation()); // nor takes the focus to its cell
}

/**
 * Call when the reader leaves the element, the page or its tab; returns the way to stop.
 * @param {HTMLElement} el
 * @param {() => void} leave
 * @returns {() => void}
 */
export function onLeaving(el, leave) {
  el.addEventListener("focusout", leave);
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", leave);
  return () => {
    el.removeEventListener("focusout", leave);
    window.removeEventListener("pagehide", leave);
    document.removeEventListener("visibilitychange", leave);
  };
}
