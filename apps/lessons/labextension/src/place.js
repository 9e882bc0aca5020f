// Where in a lesson the reader is, and how to get to a place.

/** @typedef {import("./types.js").Cell} Cell */
/** @typedef {import("./types.js").Notebook} Notebook */

const ID = /^#(?:cell=)?([a-z0-9][a-z0-9-]*)$/;
const FILE = /^(?:.*\/)?\d+-[a-z0-9-]+\.(?:en|fr)\.ipynb$/;

/**
 * The cell that a fragment names, or "".
 * @param {string} fragment
 */
export function cellOf(fragment) {
  return ID.exec(fragment)?.[1] ?? "";
}

/**
 * The notebook and the cell that a link of a lesson leads to; null for other links.
 * @param {string} href as written, or as JupyterLab made it: to the download of the file
 * @param {string} path of the notebook it stands in
 * @param {string} files the address below which JupyterLab has all files
 * @returns {{path: string, cell: string} | null}
 */
export function targetOf(href, path, files) {
  const { href: whole, origin, pathname, hash } = new URL(href, files + path);
  if (!whole.startsWith(files)) return null;
  const target = decodeURIComponent((origin + pathname).slice(files.length));
  return target === path || FILE.test(target) ? { path: target, cell: cellOf(hash) } : null;
}

/**
 * Go to a cell, and leave the focus there, so that the next Tab goes on from it.
 * @param {Notebook} notebook
 * @param {string} id
 * @param {{focus: boolean}} options
 * @returns {boolean} whether there is such a cell
 */
export function goTo(notebook, id, { focus }) {
  const index = notebook.widgets.findIndex(({ model }) => model.id === id);
  const cell = notebook.widgets[index];
  if (cell === undefined) return false;
  (cell.node.querySelector("h1, h2, h3") ?? cell.node).scrollIntoView({ block: "start" });
  if (focus) {
    notebook.activeCellIndex = index;
    cell.node.focus({ preventScroll: true });
  }
  return true;
}

/**
 * The title of a lesson: its first heading.
 * @param {Notebook} notebook
 */
export function titleOf(notebook) {
  const source = notebook.widgets[0]?.model.sharedModel.getSource() ?? "";
  return /^# (.+)$/m.exec(source)?.[1] ?? "";
}

/**
 * The id of the section at the top of the window, or "".
 * @param {Notebook} notebook
 */
export function sectionInView(notebook) {
  const { top, height } = notebook.outerNode.getBoundingClientRect();
  let found = "";
  for (const { model, node } of notebook.widgets) {
    if (node.getBoundingClientRect().top > top + height / 3) break;
    if (node.querySelector(".jp-MarkdownOutput h1, .jp-MarkdownOutput h2") !== null) found = model.id;
  }
  return found;
}
