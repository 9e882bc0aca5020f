/** Words chosen from a list: check boxes behind a line that names those that are chosen. */

import { fill, h } from "../../web/dom.js";
import { t } from "../../web/i18n.js";
import { nameOf } from "./names.js";
import { fieldName } from "./places.js";

/**
 * @param {import("./view-editor.js").Editing} editing
 * @param {"setting" | "population"} kind
 * @returns {HTMLElement}
 */
export function tagsView(editing, kind) {
  const line = h("span", { class: "chosen-tags" });
  const show = () => fill(line, editing.desk.draft.item[kind].map((word) => nameOf(kind, word)).join(", ") || t("none chosen"));
  const boxes = editing.page.vocabulary.words[kind].map((word) => {
    const box = h("input", {
      type: "checkbox", checked: editing.desk.draft.item[kind].includes(word),
      onchange: () => {
        const others = editing.desk.draft.item[kind].filter((one) => one !== word);
        editing.write(kind, box.checked ? [...others, word] : others);
        show();
      },
    });
    return h("label", { class: "tag-box" }, box, h("span", null, nameOf(kind, word)));
  });
  show();
  const summary = h("summary", { id: `f-${kind}` }, h("span", { class: "what" }, fieldName(kind)), " ", line);
  const details = h("details", { class: "tags", open: editing.open.has(kind) }, summary, h("div", { class: "tag-boxes", role: "group", "aria-label": fieldName(kind) }, boxes));
  details.addEventListener("toggle", () => (details.open ? editing.open.add(kind) : editing.open.delete(kind)));
  return details;
}
