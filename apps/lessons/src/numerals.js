/** Reading a number as French and as English speakers write it, and saying what came of it. */

/** @typedef {import("./types.js").Figure} Spec */
/** @typedef {import("./types.js").Tried & {text: string, checked: string | null}} State */
/** @typedef {"empty" | "words" | "several" | "marks"} Flaw what stops a text from being a number */
/** @typedef {{values: number[], flaw: null} | {values: [], flaw: Flaw}} Reading */
/** @typedef {"right" | "mistake" | "decimal" | "high" | "low"} Verdict */

const SPACES = /[\s\u00a0\u2009\u202f]/gu;
const GROUPED = /^\d{1,3}(?:([ .,'’])\d{3})(?:\1\d{3})*$/u;

/**
 * The values a text can mean, the likelier in that language first: `1,234` is one thing in Paris
 * and another in New York.
 * @param {string} text
 * @param {"en" | "fr"} lang
 * @param {string} [unit] may follow the number
 * @returns {Reading}
 */
export function read(text, lang, unit = "") {
  const bare = withoutUnit(text.replace(SPACES, " ").trim(), unit).replace(/[−–]/gu, "-").replace(/^([+-]) /u, "$1");
  if (bare === "") return { values: [], flaw: "empty" };
  if (/[^\d .,'’+-]/u.test(bare) || !/\d/u.test(bare)) return { values: [], flaw: "words" };
  if (/.[+-]/u.test(bare)) return { values: [], flaw: "several" };
  const sign = bare.startsWith("-") ? -1 : 1;
  const values = magnitudes(bare.replace(/^[+-]/u, ""), lang).map((value) => (value === 0 ? 0 : sign * value));
  return values.length > 0 ? { values, flaw: null } : { values: [], flaw: / /u.test(bare) ? "several" : "marks" };
}

/**
 * What to say of the values: the figure itself, a known mistake, a decimal mark out of place, or
 * which way it is off.
 * @param {Spec} spec
 * @param {number[]} values
 * @returns {{verdict: Verdict, why: string | null}}
 */
export function judge(spec, values) {
  const slack = Math.max(spec.tolerance ?? 0, 1e-9 * Math.abs(spec.answer));
  const near = (/** @type {number} */ target, within = slack) => values.some((value) => Math.abs(value - target) <= within * (1 + 1e-9));
  if (near(spec.answer)) return { verdict: "right", why: spec.why };
  const known = (spec.mistakes ?? []).find(({ value }) => near(value));
  if (known !== undefined) return { verdict: "mistake", why: known.why };
  const shifted = [1000, 100, 10, 0.1, 0.01, 0.001].some((factor) => spec.answer !== 0 && near(spec.answer * factor, slack * factor));
  if (shifted) return { verdict: "decimal", why: null };
  return { verdict: (values[0] ?? 0) > spec.answer ? "high" : "low", why: null };
}

/** @returns {State} */
export function begin() {
  return { text: "", checked: null, tries: 0, shown: false };
}

/**
 * @param {Spec} _
 * @param {Record<string, any>} kept
 * @returns {State}
 */
export function restore(_, kept) {
  const text = (/** @type {unknown} */ value) => (typeof value === "string" ? value : null);
  return {
    text: text(kept.text) ?? "",
    checked: text(kept.checked),
    tries: Number.isInteger(kept.tries) ? kept.tries : 0,
    shown: kept.shown === true,
  };
}

/**
 * @param {Spec} spec
 * @param {State} state
 */
export function isDone(spec, state) {
  if (state.shown || state.checked === null) return state.shown;
  const reading = read(state.checked, "en", spec.unit ?? ""); // in either language, the same values
  return reading.flaw === null && judge(spec, reading.values).verdict === "right";
}

/** @param {string} text @param {string} unit @returns {string} */
function withoutUnit(text, unit) {
  const whole = unit.replace(SPACES, " ").trim();
  const names = [whole, ...whole.split(" "), "€", "$", "%"].filter((name) => name !== "");
  let rest = text;
  for (const name of names) {
    const [low, sought] = [rest.toLowerCase(), name.toLowerCase()];
    if (low.endsWith(sought)) rest = rest.slice(0, -name.length).trim();
    else if (low.startsWith(sought)) rest = rest.slice(name.length).trim();
  }
  return rest;
}

/** @param {string} digits no sign @param {"en" | "fr"} lang @returns {number[]} */
function magnitudes(digits, lang) {
  /** @type {Set<number>} */
  const grouped = new Set();
  /** @type {Set<number>} */
  const decimal = new Set();
  if (GROUPED.test(digits)) grouped.add(Number(digits.replace(/\D/gu, "")));
  for (const mark of [",", "."]) {
    const [whole = "", fraction, more] = digits.split(mark);
    if (more !== undefined || !/^\d*$/u.test(fraction ?? "") || whole + (fraction ?? "") === "") continue;
    if (whole.includes(mark === "," ? "." : ",") && fraction === undefined) continue; // the other mark decides
    if (/^\d*$/u.test(whole) || GROUPED.test(whole)) decimal.add(Number(`${whole.replace(/\D/gu, "")}.${fraction || "0"}`));
  }
  const thousands = lang === "en" ? "," : ".";
  const groupsFirst = digits.includes(" ") || digits.includes(thousands);
  return [...new Set(groupsFirst ? [...grouped, ...decimal] : [...decimal, ...grouped])];
}
