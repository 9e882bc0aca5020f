/** Two versions of an item: what is written here, and what somebody else has saved meanwhile. */

import { h } from "../../web/dom.js";
import { t } from "../../web/i18n.js";
import { opening } from "./desk.js";
import { differences } from "./differences.js";
import { button } from "./parts.js";
import { placeName } from "./places.js";

/** @typedef {import("./desk.js").Desk} Desk */

/**
 * Both versions side by side, and the ways out; nothing is lost before one is chosen.
 * @param {Desk} desk
 * @param {() => void} settled
 * @returns {HTMLElement | null}
 */
export function conflictView(desk, settled) {
  if (desk.conflict === null) return null;
  const { theirs } = desk.conflict;
  const keepMine = () => {
    desk.settle(desk.draft);
    settled();
  };
  const takeTheirs = () => {
    if (theirs !== null) desk.revert(theirs);
    settled();
  };
  const words = theirs === null ? t("The file of this question is gone: somebody has moved or removed it.") : t("Somebody else has saved this question since you opened it. Nothing of yours was written, and nothing of theirs is lost.");
  return h(
    "section",
    { class: "conflict", role: "alert", "aria-labelledby": "conflict-title" },
    h("h2", { id: "conflict-title" }, t("Two versions")),
    h("p", null, words),
    theirs === null ? null : table(desk, opening(theirs)),
    h("div", { class: "ways" }, button(theirs === null ? t("Keep mine as a new file") : t("Keep mine, and save over theirs"), keepMine, { look: "primary", id: "keep-mine" }), theirs === null ? null : button(t("Take theirs, and throw mine away"), takeTheirs, { look: "danger", id: "take-theirs" })),
  );
}

/** @param {Desk} desk @param {import("./types.js").Draft} theirs */
function table(desk, theirs) {
  const found = differences(desk.draft, theirs);
  if (found.length === 0) return h("p", null, t("Both versions say the same."));
  const rows = found.map(({ place, mine, theirs: other }) => h("tr", null, h("th", { scope: "row" }, placeName(place)), h("td", { "data-head": t("Mine") }, mine || "–"), h("td", { "data-head": t("Theirs") }, other || "–")));
  return h("table", { class: "versions" }, h("thead", null, h("tr", null, [t("Place"), t("Mine"), t("Theirs")].map((head) => h("th", { scope: "col" }, head)))), h("tbody", null, rows));
}
