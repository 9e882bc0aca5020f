/** The activities of lessons as one module: an anywidget, and `mount` for any page. */

import french from "../fr.po";
import { h } from "../../web/dom.js";
import { voiceOf } from "../../web/i18n.js";
import { carrier, keepKeys, onLeaving } from "../../web/kernel.js";
import { show } from "./frame.js";

/** @typedef {import("./frame.js").Given} Given */

const HEARD = ["change:trouble", "change:kept"];

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
  const onChange = (/** @type {any} */ state, /** @type {boolean} */ done) => kernel.take({ state, done });
  const dispose = mount(place, { spec: model.get("spec"), lang: model.get("lang"), state: model.get("state"), onChange });
  const stay = onLeaving(el, kernel.flush);
  for (const name of HEARD) model.on(name, say);
  say();
  return () => {
    kernel.flush();
    kernel.stop();
    stay();
    for (const name of HEARD) model.off(name, say);
    dispose();
  };
}

export default { render };
