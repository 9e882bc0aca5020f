/** The score report page: asks for the report, draws it, draws it again in the other language. */

import { fill, h } from "../../web/dom.js";
import { onLanguage, t } from "../../web/i18n.js";
import { masthead } from "../../web/masthead.js";
import { openPage } from "../../web/page.js";
import { attemptOf } from "./addresses.js";
import { keepPlace } from "./place.js";
import { reportDocument } from "./report.js";
import { Review } from "./review.js";
import { failed, loading, notFound } from "./states.js";

const { preferences, api } = openPage();
const root = h("div", { class: "page" });
document.getElementById("parcours-report")?.replaceWith(root);
const attempt = attemptOf(location.search);
/** @type {() => HTMLElement} */
let view = attempt === null ? notFound : loading;

function draw() {
  const main = view();
  document.title = `${main.querySelector("h1")?.textContent ?? ""} – Parcours`;
  fill(root, h("a", { class: "skip", href: "#parcours-report" }, t("Skip to content")), masthead(preferences), main);
}

/** @param {string} id */
async function load(id) {
  view = loading;
  draw();
  try {
    const report = await api.get(`api/attempts/${id}/report`);
    const review = new Review(report, api);
    view = () => reportDocument(report, review);
    draw();
    review.goTo(location.hash);
    window.addEventListener("hashchange", () => review.goTo(location.hash));
  } catch (error) {
    view = () => failed(error, id, () => void load(id));
    draw();
  }
}

onLanguage(() => keepPlace(draw));
if (attempt === null) draw();
else void load(attempt);
