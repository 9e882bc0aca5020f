/** The bank page: what the bank holds by topic, level, difficulty and more, and what is thin. */

import { ApiError } from "../../web/api.js";
import { fill, h } from "../../web/dom.js";
import { failureText } from "../../web/failure.js";
import { onLanguage, t } from "../../web/i18n.js";
import { masthead } from "../../web/masthead.js";
import { openPage } from "../../web/page.js";
import { bankView } from "./view-bank.js";

const SLOW_MS = 60_000; // the first question after a start reads the whole bank

const { preferences, api } = openPage();
const root = h("div", { class: "page", id: "bank-root" });
const base = document.documentElement.dataset["base"] ?? "/";
document.getElementById("parcours-bank")?.replaceWith(root);

/** @type {import("./types.js").Statistics[] | null} */
let exams = null;
/** @type {unknown} */
let failure = null;

onLanguage(draw);
draw();
void load();

async function load() {
  failure = null;
  try {
    exams = (await api.exchange("GET", "api/bank/statistics", undefined, { timeout: SLOW_MS })).data.exams;
  } catch (error) {
    if (error instanceof ApiError && error.failure === "signed-out") location.replace(`${base}login`);
    failure = error;
  }
  draw();
}

function draw() {
  const focused = document.activeElement?.id ?? "";
  document.title = `${t("What the bank holds")} – Parcours`;
  fill(
    root,
    h("a", { class: "skip", href: "#parcours-bank" }, t("Skip to content")),
    masthead(preferences),
    h(
      "main",
      { id: "parcours-bank", class: "document", tabindex: -1 },
      h("h1", null, t("What the bank holds")),
      h("p", { class: "lede" }, t("Live questions against what is wanted: by topic, level, difficulty and more. What is thin stands first.")),
      h("p", { class: "ways" }, h("a", { class: "button", href: `${base}authoring` }, t("All questions"))),
      content(),
    ),
  );
  if (focused !== "") document.getElementById(focused)?.focus({ preventScroll: true });
}

/** @returns {import("../../web/dom.js").Child[]} */
function content() {
  if (failure !== null) return [h("p", { role: "alert", class: "banner danger" }, failureText(failure)), h("p", null, h("button", { type: "button", class: "button", onclick: () => void load() }, t("Try again")))];
  if (exams === null) return [h("p", { role: "status", class: "muted" }, t("Counting…"))];
  if (exams.length === 0) return [h("p", null, t("No question is live yet."))];
  return exams.map((exam) => bankView(exam, (filters) => `${base}authoring?${new URLSearchParams({ exam: exam.exam, ...filters })}`));
}
