/** Output widgets: what code prints or displays while it runs for a widget. */

import { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";

import { h } from "../../web/dom.js";
import { t } from "../../web/i18n.js";

/** @typedef {import("./messages.js").Message} Message */
/** @typedef {{output_type: string, name?: string, text?: string, data?: Record<string, any>, metadata?: any}} Output */

export const VIEW = "application/vnd.jupyter.widget-view+json";
const PICTURES = ["image/png", "image/jpeg"];

/** Takes the outputs of the message that the kernel names, and tells the kernel of them. */
export class OutputModel extends DOMWidgetModel {
  #clearBeforeNext = false;

  /** @override */
  defaults() {
    return { ...super.defaults(), _model_name: "OutputModel", _model_module: "@jupyter-widgets/output", _view_name: "OutputView", _view_module: "@jupyter-widgets/output", msg_id: "", outputs: [] };
  }

  /** @override @param {any} attributes @param {any} options */
  initialize(attributes, options) {
    super.initialize(attributes, options);
    this.listenTo(this, "change:msg_id", this.hook);
    this.hook();
  }

  /** Ask the manager for what the named message causes, instead of what the last one did. */
  hook() {
    const manager = /** @type {import("./manager.js").Manager} */ (/** @type {unknown} */ (this.widget_manager));
    manager.hook(this, this.get("msg_id"), (message) => this.take(message));
  }

  /** Whether this was an output; keeps it if so. @param {Message} message @returns {boolean} */
  take({ header, content }) {
    if (header.msg_type === "clear_output") {
      this.#clearBeforeNext = content.wait;
      if (!content.wait) this.#keep([]);
      return true;
    }
    const output = outputOf(header.msg_type, content);
    if (output === null) return false;
    /** @type {Output[]} */
    const before = this.#clearBeforeNext ? [] : this.get("outputs");
    this.#clearBeforeNext = false;
    const last = before.at(-1);
    if (last?.output_type === "stream" && output.output_type === "stream" && last.name === output.name) {
      this.#keep([...before.slice(0, -1), { ...last, text: `${last.text}${output.text}` }]);
    } else {
      this.#keep([...before, output]);
    }
    return true;
  }

  /** @param {Output[]} outputs */
  #keep(outputs) {
    this.set("outputs", outputs);
    this.save_changes();
  }
}

/**
 * @param {string} type
 * @param {any} content
 * @returns {Output | null}
 */
function outputOf(type, content) {
  if (type === "stream") return { output_type: "stream", name: content.name, text: content.text };
  if (type === "error") return { output_type: "error", ...content };
  if (type !== "display_data" && type !== "execute_result") return null;
  return { output_type: "display_data", data: content.data, metadata: content.metadata };
}

/** Shows them; those that stay are not drawn again. */
export class OutputView extends DOMWidgetView {
  /** @type {{key: string, node: HTMLElement}[]} */
  #shown = [];

  /** @override */
  render() {
    super.render();
    this.el.classList.add("widget-output");
    this.listenTo(this.model, "change:outputs", this.draw);
    this.draw();
  }

  /** Show the outputs that the model holds now. */
  draw() {
    /** @type {Output[]} */
    const outputs = this.model.get("outputs") ?? [];
    const keys = outputs.map((output) => JSON.stringify(output));
    let same = 0;
    while (same < this.#shown.length && this.#shown[same]?.key === keys[same]) same += 1;
    for (const { node } of this.#shown.splice(same)) node.remove();
    for (const [index, output] of outputs.slice(same).entries()) {
      const node = this.#nodeOf(output);
      this.#shown.push({ key: keys[same + index] ?? "", node });
      this.el.append(node);
    }
  }

  /** @param {Output} output @returns {HTMLElement} */
  #nodeOf(output) {
    const place = output.data?.[VIEW];
    if (place === undefined) return outputNode(output);
    const node = h("div", { class: "widget-place" });
    const manager = /** @type {import("./manager.js").Manager} */ (/** @type {unknown} */ (this.model.widget_manager));
    void manager.show(place.model_id, node);
    return node;
  }
}

/**
 * One output other than a widget. Markup comes from the code of the page; it is parsed by a
 * parser that runs nothing, and the page's policy forbids what would run later.
 * @param {Output} output
 * @returns {HTMLElement}
 */
export function outputNode({ output_type, text, data = {}, metadata = {} }) {
  if (output_type === "stream") return h("pre", null, text ?? "");
  if (output_type === "error") {
    return h("p", { class: "banner danger" }, t("Something went wrong in this part of the page. Try again; if it lasts, tell whoever runs the server."));
  }
  const markup = data["text/html"] ?? data["image/svg+xml"];
  if (markup !== undefined) return h("div", { class: "output-html" }, nodesOf(joined(markup)));
  const picture = PICTURES.find((type) => type in data);
  if (picture !== undefined) {
    return h("img", { src: `data:${picture};base64,${joined(data[picture]).trim()}`, alt: metadata.alt ?? "" });
  }
  return h("pre", null, joined(data["text/plain"] ?? ""));
}

/** @param {string} markup @returns {Node[]} */
function nodesOf(markup) {
  // As without_inline_style of apps/server/live_pages.py.
  const calm = markup.replace(/<style\b[\s\S]*?<\/style\s*>/gi, "").replace(/(<[a-z][^<>]*?)\sstyle=/gi, "$1 data-style=");
  const { body } = new DOMParser().parseFromString(calm, "text/html");
  const nodes = [...body.childNodes].map((node) => document.importNode(node, true));
  for (const node of nodes) if (node instanceof Element) applyStyles(node);
  return nodes;
}

/** Apply the styles that wait as data: the page's policy lets scripts do it, not markup. @param {Element} root */
export function applyStyles(root) {
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-style]"))) {
    element.style.cssText = element.dataset.style ?? "";
  }
}

/** @param {string | string[]} text @returns {string} */
function joined(text) {
  return Array.isArray(text) ? text.join("") : text;
}
