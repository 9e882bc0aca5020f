/** The activities of lessons as one module: an anywidget, and `mount` for any page. */

import french from "../fr.po";
import { h } from "../../web/dom.js";
import { voiceOf } from "../../web/i18n.js";
import { delayed } from "./delay.js";
import { show } from "./frame.js";

/** @typedef {import("./frame.js").Given} Given */

const SAVE_MS = 300;
const HEARD = ["change:trouble", "change:kept"];
const KEPT_MS = 6_000; // a kernel that has not said by then that it kept the state is not there

/**
 * Show an activity in an element; returns the way to take it out.
 * @param {HTMLElement} element
 * @param {Given} given
 * @returns {() => void}
 */
export function mount(element, given) {
  return show(element, given, french);
}

/**
 * What carries the reader's answers to the kernel, and notices when nobody takes them.
 * @param {any} model
 * @param {() => void} onNews what it knows of the kernel has changed
 */
function carrier(model, onNews) {
  /** @type {{state: any, done: boolean} | null} */
  let news = null;
  let sent = model.get("kept") ?? 0;
  let lost = false;
  const isTaken = () => (model.get("kept") ?? 0) >= sent;
  const listening = delayed(() => {
    lost = !isTaken();
    onNews();
  }, KEPT_MS);
  const saving = delayed(() => {
    if (news === null) return;
    model.set("state", news.state);
    model.set("done", news.done);
    model.set("sent", (sent += 1));
    news = null;
    model.save_changes();
    listening.soon();
  }, SAVE_MS);
  return {
    take(/** @type {any} */ state, /** @type {boolean} */ done) {
      news = { state, done };
      saving.soon();
    },
    flush: saving.flush,
    isLost: () => (lost &&= !isTaken()),
    stop: listening.cancel,
  };
}

/**
 * The view of the widget `apps.lessons.widget.Activity`.
 * @param {{model: any, el: HTMLElement}} given
 * @returns {() => void}
 */
function render({ model, el }) {
  const place = h("div");
  const trouble = h("p", { class: "parcours-trouble", role: "alert" });
  el.append(place, trouble);
  keepKeys(el);
  const { t } = voiceOf(model.get("lang"), french);
  const kernel = carrier(model, () => say());
  const say = () => {
    trouble.textContent = kernel.isLost() ? t("Your answers are not being kept: the lesson has lost its connection. Open it again; what you did before is still there.") : (model.get("trouble") ?? "");
    trouble.hidden = trouble.textContent === "";
  };
  const dispose = mount(place, { spec: model.get("spec"), lang: model.get("lang"), state: model.get("state"), onChange: kernel.take });
  const leave = () => kernel.flush();
  el.addEventListener("focusout", leave);
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", leave);
  for (const name of HEARD) model.on(name, say);
  say();
  return () => {
    leave();
    kernel.stop();
    window.removeEventListener("pagehide", leave);
    document.removeEventListener("visibilitychange", leave);
    for (const name of HEARD) model.off(name, say);
    dispose();
  };
}

/**
 * In JupyterLab arrows, Enter and letters are commands of the notebook, wherever the focus is; in
 * an activity they are the reader's. JupyterLab leaves alone what carries this attribute itself.
 * @param {HTMLElement} el
 */
function keepKeys(el) {
  el.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement) target.dataset.lmSuppressShortcuts = "true";
  });
  el.addEventListener("keydown", (event) => event.stopPropagation()); // nor takes the focus to its cell
}

export default { render };
