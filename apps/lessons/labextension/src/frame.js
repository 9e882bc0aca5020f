// What JupyterLab shows around a document: menus, side bars, the status bar.

/** @typedef {import("./types.js").Frame} Frame */

const PARTS = "#jp-top-panel, #jp-menu-panel, #jp-top-bar, #jp-bottom-panel, .jp-SideBar, #jp-main-statusbar";

/** @type {Set<Frame>} */
const hidden = new Set();

/**
 * Hide the frame around a page, or show what was hidden; only where one document is all there is.
 * @param {Frame & {mode?: string}} shell
 * @param {boolean} shown
 */
export function showFrame(shell, shown) {
  if (shell.mode !== "single-document") return;
  if (shown) {
    for (const part of hidden) part.show();
    hidden.clear();
    return;
  }
  for (const part of partsOf(shell)) {
    if (part.isHidden) continue;
    part.hide();
    hidden.add(part);
  }
}

/**
 * @param {Frame} widget
 * @returns {Generator<Frame>}
 */
function* partsOf(widget) {
  for (const child of widget.children()) {
    if (child.node.matches(PARTS)) yield child;
    else if (child.id !== "jp-main-dock-panel") yield* partsOf(child);
  }
}
