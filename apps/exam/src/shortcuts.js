/** Which action a key stands for. */

/** @typedef {import("./model.js").Letter} Letter */
/**
 * @typedef {{do: "choose" | "strike", letter: Letter}
 *   | {do: "next" | "previous" | "flag" | "strike-next" | "time" | "review" | "grid" | "note"
 *      | "highlight" | "help"}} Action
 */
/** @typedef {{key: string, ctrlKey: boolean, altKey: boolean, metaKey: boolean, repeat?: boolean}} Press */

/** @type {Map<string, Letter>} */
const LETTERS = new Map([..."abcde"].flatMap((letter, index) => {
  const named = /** @type {Letter} */ (letter);
  return [[letter, named], [String(index + 1), named]];
}));
/** @type {Map<string, Exclude<Action, {letter: Letter}>["do"]>} */
const ACTIONS = new Map(Object.entries({
  n: "next",
  j: "next",
  p: "previous",
  k: "previous",
  f: "flag",
  s: "strike-next",
  t: "time",
  r: "review",
  g: "grid",
  m: "note",
  h: "highlight",
  "?": "help",
}));

/**
 * The action of a key, or null; after "strike-next" a letter strikes instead of choosing.
 * Keys with Ctrl, Alt or Meta belong to the browser and to assistive technology.
 * @param {Press} press
 * @param {boolean} striking
 * @returns {Action | null}
 */
export function actionOf({ key, ctrlKey, altKey, metaKey, repeat = false }, striking) {
  if (ctrlKey || altKey || metaKey || repeat) return null;
  const name = key.toLowerCase();
  const letter = LETTERS.get(name);
  if (letter !== undefined) return { do: striking ? "strike" : "choose", letter };
  const action = ACTIONS.get(name);
  return action === undefined ? null : { do: action };
}

/**
 * Whether keys typed there are text, or pick from a list, and must be left alone.
 * @param {{tagName?: string, type?: string, isContentEditable?: boolean} | null} target
 * @returns {boolean}
 */
export function takesText(target) {
  if (target === null) return false;
  if (target.isContentEditable) return true;
  if (target.tagName === "INPUT") return !["radio", "checkbox", "button"].includes(target.type ?? "text");
  return target.tagName === "TEXTAREA" || target.tagName === "SELECT";
}
