// Which cells are the lesson's own, and what is noted on them for style sheets and shortcuts.

/** @typedef {import("./types.js").Cell} Cell */
/** @typedef {import("./types.js").Notebook} Notebook */

const TEXT = String.raw`(?:"[^"\\\n]*"|'[^'\\\n]*'|\d+)`;
const TEXTS = String.raw`\(\s*(?:${TEXT}\s*(?:,\s*${TEXT}\s*)*,?\s*)?\)`;
const CALL = String.raw`lesson\.(?:activity|figure|disagree|check|glossary|sources)${TEXTS}`;
const OPENING = String.raw`lesson\s*=\s*open_lesson${TEXTS}`;
const IMPORT = String.raw`from apps\.lessons import open_lesson`;
const OURS = new RegExp(String.raw`^(?:(?:${IMPORT}|${OPENING}|${CALL})[ \t]*(?:\n\s*|$))+$`);

/**
 * Whether code does nothing but show parts of a lesson: only such code runs by itself.
 * @param {string} source
 */
export function showsLesson(source) {
  return OURS.test(source.trim());
}

/**
 * The code cells that show parts of the lesson.
 * @param {Notebook} notebook
 * @returns {Cell[]}
 */
export function lessonCells(notebook) {
  return notebook.widgets.filter(({ model }) => model.type === "code" && showsLesson(model.sharedModel.getSource()));
}

/**
 * What of the notebook somebody may have written: not the outputs.
 * @param {Notebook} notebook
 */
export function written(notebook) {
  return JSON.stringify(notebook.widgets.map(({ model }) => [model.id, model.type, model.sharedModel.getSource()]));
}

/**
 * Note ids and tags on the cells, for links and styles.
 * @param {Notebook} notebook
 * @param {boolean} page whether the notebook is shown as a page
 */
export function markCells(notebook, page) {
  for (const { model, node } of notebook.widgets) {
    const { dataset } = node;
    const tags = model.getMetadata("tags");
    dataset.cellId = model.id;
    dataset.tags = Array.isArray(tags) ? tags.join(" ") : "";
    const code = model.type === "code";
    const ours = code ? showsLesson(model.sharedModel.getSource()) : model.getMetadata("editable") === false;
    dataset.parcours = ours ? model.type : "";
    // In a page, keys scroll, type and press buttons: they are no commands of the notebook.
    node.toggleAttribute("data-lm-suppress-shortcuts", page && ours);
  }
}
