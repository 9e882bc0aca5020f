/** The announced errors of a submission: what caps its mark, and a reader's word on it. */

import { fill, h } from "../../web/dom.js";
import { failureText } from "../../web/failure.js";
import { number, t, tn } from "../../web/i18n.js";
import { nameOf, pointsText, said, when } from "./parts.js";

/** @typedef {import("./types.js").Cap} Cap */
/** @typedef {import("./types.js").Copy} Copy */

/**
 * The errors with their boxes; null where the case announces none.
 * @param {Copy} copy
 * @param {(critical: string[] | null, reason: string) => Promise<void>} decide
 * @param {boolean} open
 * @returns {HTMLElement | null}
 */
export function capView(copy, decide, open) {
  const { cap } = copy;
  if (cap === null || cap.errors.length === 0) return null;
  const standing = cap.errors.filter(({ stands }) => stands).length;
  const head = standing === 0 ? t("none in this submission") : tn("{n} in this submission", "{n} in this submission", standing);
  return h(
    "details",
    { class: "cap", open: open || standing > 0, id: "cap" },
    h("summary", null, h("span", { class: "cap-title" }, t("Announced errors")), " ", h("span", { class: "small muted" }, head)),
    h("p", { class: "small muted" }, t("They cap the mark of the whole case, whatever task they were made in. Lift one that does not hold, or add one that only a reader can see.")),
    effect(cap),
    copy.as_second ? h("ul", null, cap.errors.filter(({ stands }) => stands).map((error) => h("li", { lang: copy.lang }, said(error.text, copy.lang)))) : form(copy, cap, decide),
    decisions(copy, cap),
  );
}

/** @param {Cap} cap */
function effect(cap) {
  if (cap.by_hand) return h("p", { class: "banner warn" }, t("The cap was set by hand in formgrader ({points}), and that counts until you decide here.", { points: pointsText(cap.extra) }));
  if (cap.extra === 0) return null;
  return h("p", { class: "small" }, t("Without it: {earned} of 20 so far. It takes away {lost}.", { earned: number(cap.earned, { maximumFractionDigits: 2 }), lost: pointsText(Math.round(-cap.extra * 100) / 100) }));
}

/** @param {Copy} copy @param {Cap} cap @param {(critical: string[] | null, reason: string) => Promise<void>} decide */
function form(copy, cap, decide) {
  const problem = h("p", { class: "small problem", role: "alert" });
  const boxes = cap.errors.map((error) => {
    const box = h("input", { type: "checkbox", checked: error.stands });
    const from = error.machine ? t("seen by the machine") : t("not seen by the machine");
    const words = h("span", null, h("span", { lang: copy.lang }, said(error.text, copy.lang)), " ", h("span", { class: "small muted" }, t("(caps the mark at {n} of 20; {from})", { n: number(error.cap), from })));
    return { id: error.id, box, row: h("label", { class: "choice" }, box, words) };
  });
  const reason = h("input", { type: "text", id: "cap-reason", maxlength: 1000, autocomplete: "off" });
  const keep = (/** @type {string[] | null} */ critical) => {
    if (reason.value.trim() === "") {
      fill(problem, t("Write the reason first: it is kept with the decision."));
      reason.focus();
      return;
    }
    decide(critical, reason.value.trim()).catch((error) => fill(problem, failureText(error)));
  };
  return h(
    "form",
    { class: "cap-form", onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      keep(boxes.filter(({ box }) => box.checked).map(({ id }) => id));
    } },
    h("fieldset", null, h("legend", { class: "visually-hidden" }, t("Announced errors")), boxes.map(({ row }) => row)),
    h("label", { class: "field" }, h("span", null, t("Reason")), reason),
    problem,
    h("p", null, h("button", { class: "button" }, t("Keep this decision")), " ", cap.decided || cap.by_hand ? h("button", { type: "button", class: "button quiet", onclick: () => keep(null) }, t("As the machine says")) : null),
  );
}

/** @param {Copy} copy @param {Cap} cap */
function decisions(copy, cap) {
  if (cap.decisions.length === 0) return null;
  const texts = new Map(cap.errors.map(({ id, text }) => [id, text]));
  const lines = cap.decisions.map((one) => {
    const what = one.critical === null ? t("as the machine says") : one.critical.length === 0 ? t("no error stands") : one.critical.map((id) => texts.get(id)?.[copy.lang] ?? id).join("; ");
    return h("li", null, `${when(one.at)} · ${nameOf(copy.people, one.by)} · ${what} – `, h("q", null, one.reason));
  });
  return h("ul", { class: "small decisions" }, lines);
}
