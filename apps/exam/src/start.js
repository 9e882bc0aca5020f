/** Fetch what the start page offers, show it, and begin the attempt that was chosen. */

import { fill } from "../../web/dom.js";
import { language, setLanguage } from "../../web/i18n.js";
import { showPage } from "./view-outcomes.js";
import { startView } from "./view-start.js";
import { Tutorial } from "./view-tutorial.js";

/** @typedef {import("./main.js").Page} Page */
/** @typedef {import("./view-start.js").Start} Start */

// A whole class may start in the same minute, and each form is drawn in turn.
const START_MS = 90_000;

/**
 * Show the start page; throws `ApiError` when the server does not answer.
 * @param {Page} page
 * @param {(attempt: string) => Promise<void>} started
 */
export async function startPage(page, started) {
  const { api, preferences, root } = page;
  const [offered, mine] = await Promise.all([api.get("api/exams"), api.get("api/attempts")]);
  const tutorial = new Tutorial();
  const key = crypto.randomUUID?.() ?? `${performance.timeOrigin}-${Math.random()}`.replace(/\./g, "");
  /** @type {Start} */
  const start = {
    exams: offered.exams,
    factors: offered.factors,
    open: mine.attempts.filter((/** @type {any} */ attempt) => attempt.state === "open"),
    choice: {
      exam: offered.exams.find((/** @type {any} */ exam) => exam.available) ?? null,
      factor: 1,
      language: null,
      agreed: false,
    },
    tutorial,
    resume: page.addresses.exam,
    begin: async () => {
      const { exam, factor, language: chosen, agreed } = start.choice;
      if (exam === null) return;
      const lang = chosen ?? language();
      const domain = exam.domain === null ? {} : { domain: exam.domain };
      const what = exam.form === null ? { mode: exam.mode, ...domain } : { form: exam.form };
      const asked = { ...what, language: lang, factor, agreed, key };
      const attempt = await api.post("api/attempts", asked, { timeout: START_MS });
      listening.abort();
      preferences.set("language", lang);
      setLanguage(lang);
      await started(attempt.id);
    },
  };
  const listening = new AbortController();
  document.addEventListener("pointerup", ({ pointerType }) => {
    if (pointerType === "mouse") tutorial.highlightSelection();
  }, { signal: listening.signal });
  showPage(root, startView(start, preferences));
  page.onRedraw(() => fill(root, ...startView(start, preferences)));
}
