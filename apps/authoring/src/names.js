/** The words of the bank as people say them. */

import { t } from "../../web/i18n.js";

/** @typedef {Record<string, string>} Names */
/** @typedef {import("./types.js").Word} Word */

/** @type {Record<Word, () => Names>} */
const NAMES = {
  status: () => ({ draft: t("draft"), live: t("live"), retired: t("retired") }),
  review: () => ({ draft: t("not checked"), checked: t("checked"), expert: t("signed by an expert") }),
  use: () => ({ mock: t("mock exam"), practice: t("practice") }),
  level: () => ({ recall: t("recall"), apply: t("apply"), judge: t("judge") }),
  leadin: () => ({
    "first-next": t("what first, what next"),
    "best-action": t("best action"),
    "what-fits": t("what fits"),
    interpret: t("interpret"),
    "what-to-say": t("what to say"),
    "who-first": t("who first"),
    knowledge: t("knowledge"),
    negative: t("all but one"),
  }),
  step: () => ({
    screen: t("screen"),
    assess: t("assess"),
    stratify: t("stratify"),
    plan: t("plan"),
    implement: t("implement"),
    monitor: t("monitor"),
    transition: t("transition"),
    evaluate: t("evaluate"),
    close: t("close the case"),
  }),
  jurisdiction: () => ({ us: t("United States"), fr: t("France"), intl: t("any country") }),
  setting: settings,
  population: populations,
};

/**
 * What a word of the bank is called; the word itself where it has no name.
 * @param {string} kind
 * @param {string} word
 * @returns {string}
 */
export function nameOf(kind, word) {
  return NAMES[/** @type {Word} */ (kind)]?.()[word] ?? word;
}

/** @returns {Names} */
function settings() {
  return {
    "acute-hospital": t("acute hospital"),
    emergency: t("emergency department"),
    "behavioral-health": t("behavioral health"),
    "inpatient-rehabilitation": t("inpatient rehabilitation"),
    "skilled-nursing": t("skilled nursing facility"),
    "long-term-care": t("long-term care"),
    home: t("home"),
    "home-health": t("home health"),
    hospice: t("hospice"),
    clinic: t("clinic"),
    community: t("community"),
    school: t("school"),
    workplace: t("workplace"),
    "health-plan": t("health plan"),
    "workers-compensation": t("workers’ compensation"),
    telephone: t("telephone"),
    programme: t("programme"),
  };
}

/** @returns {Names} */
function populations() {
  return {
    child: t("child"),
    adolescent: t("adolescent"),
    "young-adult": t("young adult"),
    adult: t("adult"),
    "older-adult": t("older adult"),
    carer: t("carer"),
    family: t("family"),
    parent: t("parent"),
    couple: t("couple"),
    disability: t("disability"),
    "sensory-loss": t("sensory loss"),
    "cognitive-disorder": t("cognitive disorder"),
    "mental-illness": t("mental illness"),
    "substance-use": t("substance use"),
    "chronic-illness": t("chronic illness"),
    "serious-illness": t("serious illness"),
    injury: t("injury"),
    pregnancy: t("pregnancy"),
    veteran: t("veteran"),
    worker: t("worker"),
    rural: t("rural"),
    urban: t("urban"),
    "low-income": t("low income"),
    uninsured: t("uninsured"),
    "housing-insecure": t("insecure housing"),
    interpreter: t("interpreter"),
    migrant: t("migrant"),
    lgbtiq: t("LGBTIQ"),
    incarceration: t("incarceration"),
    professional: t("professional"),
    caseload: t("caseload"),
  };
}
