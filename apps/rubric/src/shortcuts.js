/** Which action a key stands for while a copy is marked. */

/** @typedef {{do: "level", level: number} | {do: "next" | "previous" | "remarks" | "comment" | "save" | "skip" | "guide" | "help"}} Action */
/** @typedef {{key: string, ctrlKey: boolean, altKey: boolean, metaKey: boolean, repeat?: boolean}} Press */

/** @type {Record<string, Exclude<Action, {level: number}>["do"]>} */
const ACTIONS = {
  arrowdown: "next",
  arrowup: "previous",
  j: "next",
  k: "previous",
  r: "remarks",
  c: "comment",
  s: "save",
  n: "skip",
  g: "guide",
  "?": "help",
};

/**
 * The action of a key, or null. Ctrl+Enter saves from anywhere; other keys with Ctrl, Alt or Meta
 * belong to the browser and to assistive technology.
 * @param {Press} press
 * @param {{typing: boolean, inLevels: boolean}} where the focus is in a field; in a group of levels,
 *   whose arrows are the browser's
 * @returns {Action | null}
 */
export function actionOf({ key, ctrlKey, altKey, metaKey, repeat = false }, { typing, inLevels }) {
  if (key === "Enter" && ctrlKey && !altKey && !metaKey && !repeat) return { do: "save" };
  if (typing || ctrlKey || altKey || metaKey) return null;
  const name = key.toLowerCase();
  if (inLevels && name.startsWith("arrow")) return null;
  const action = ACTIONS[name];
  if (repeat && action !== "next" && action !== "previous") return null;
  if (/^[1-9]$/u.test(name)) return { do: "level", level: Number(name) - 1 };
  return action === undefined ? null : { do: action };
}
