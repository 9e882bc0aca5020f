import assert from "node:assert/strict";
import { after, test } from "node:test";

import { Api, cookie } from "../../apps/web/api.js";
import { duration, inLanguage, language, number, onLanguage, setLanguage, t, tn, useCatalogue } from "../../apps/web/i18n.js";
import { Preferences } from "../../apps/web/preferences.js";
import { MemoryShelf, lastingShelf } from "../../apps/web/storage.js";

after(() => setLanguage("en"));

/**
 * An API whose server gives that answer.
 * @param {() => Response | Promise<Response>} answer
 * @param {object} [world]
 */
function apiWith(answer, world = {}) {
  /** @type {{url: any, options: any}[]} */
  const asked = [];
  const fetch = async (/** @type {any} */ url, /** @type {any} */ options) => {
    asked.push({ url, options });
    return answer();
  };
  return { asked, api: new Api({ fetch, cookies: () => "a=1; parcours_xsrf=2%7Cab; b=3", now: () => 5, ...world }) };
}

const refused = (/** @type {Promise<unknown>} */ promise) =>
  promise.then(
    () => assert.fail("was not refused"),
    (error) => /** @type {import("../../apps/web/api.js").ApiError} */ (error),
  );

test("French comes from the catalogue, English is the message", () => {
  useCatalogue({ "Hello {name}": "Bonjour {name}", "{n} day": ["{n} jour", "{n} jours"], Empty: "" });
  setLanguage("fr");
  assert.equal(t("Hello {name}", { name: "Ana" }), "Bonjour Ana");
  assert.equal(t("Unknown {x}", { x: 1 }), "Unknown 1");
  assert.equal(t("Empty"), "Empty");
  assert.deepEqual([0, 1, 2].map((n) => tn("{n} day", "{n} days", n)), ["0 jour", "1 jour", "2 jours"]);
  setLanguage("en");
  assert.equal(t("Hello {name}", { name: "Ana" }), "Hello Ana");
  assert.deepEqual([0, 1, 2].map((n) => tn("{n} day", "{n} days", n)), ["0 days", "1 day", "2 days"]);
});

test("a value is put in as it is, not read as a message", () => {
  assert.equal(t("{a} {b}", { a: "{b}", b: "$&" }), "{b} $&");
});

test("those who listen hear each change of language", () => {
  /** @type {string[]} */
  const heard = [];
  const stop = onLanguage((lang) => heard.push(lang));
  setLanguage("fr");
  stop();
  setLanguage("en");
  assert.deepEqual(heard, ["fr"]);
  assert.equal(language(), "en");
  assert.equal(inLanguage({ en: "yes", fr: "oui" }), "yes");
});

test("numbers and durations are written as the reader writes them", () => {
  assert.equal(number(1234.5), "1,234.5");
  assert.equal(duration(3 * 3_600_000 + 5 * 60_000), "3 hours 5 minutes");
  assert.equal(duration(3_600_000), "1 hour");
  assert.equal(duration(42_000), "42 seconds");
  assert.equal(duration(59 * 60_000 + 59_900), "1 hour");
  setLanguage("fr");
  assert.equal(number(1234.5).replace(/\s/gu, " "), "1 234,5");
  assert.equal(duration(7_500_000).replace(/\s/gu, " "), "2 heures 5 minutes");
  setLanguage("en");
});

test("preferences are kept, and broken or unknown ones forgotten", () => {
  const shelf = new MemoryShelf();
  new Preferences(shelf).set("theme", "contrast");
  assert.equal(new Preferences(shelf).get("theme"), "contrast");
  shelf.setItem("parcours.preferences", JSON.stringify({ theme: "pink", size: "150", shortcuts: "no" }));
  const mended = new Preferences(shelf);
  assert.deepEqual([mended.get("theme"), mended.get("size"), mended.get("shortcuts")], ["auto", "150", true]);
  shelf.setItem("parcours.preferences", "{not json");
  assert.equal(new Preferences(shelf).get("size"), "100");
});

test("where storage is blocked preferences hold for the page", () => {
  const blocked = () => {
    throw new DOMException("denied", "SecurityError");
  };
  assert.equal(lastingShelf(blocked), null);
  const preferences = new Preferences(null);
  preferences.set("clockHidden", true);
  assert.equal(preferences.get("clockHidden"), true);
});

test("requests that change something carry the XSRF cookie, others do not", async () => {
  const { api, asked } = apiWith(() => Response.json({ ok: true }), { base: "/hub/" });
  assert.deepEqual(await api.exchange("PUT", "api/x", { a: 1 }), { data: { ok: true }, sent: 5, received: 5 });
  await api.get("api/me");
  assert.equal(asked[0]?.url, "/hub/api/x");
  assert.equal(asked[0]?.options.headers["X-XSRFToken"], "2|ab");
  assert.equal(asked[0]?.options.body, '{"a":1}');
  assert.equal(asked[1]?.options.headers["X-XSRFToken"], undefined);
  assert.equal(asked[1]?.options.body, undefined);
});

test("an answer without a body is null", async () => {
  const { api } = apiWith(() => new Response(null, { status: 204 }));
  assert.equal(await api.post("api/logout"), null);
});

test("each failure says what it is", async () => {
  const said = { en: "Closed.", fr: "Clos." };
  const body = JSON.stringify({ error: { code: "closed", message: said } });
  const cases = /** @type {const} */ ([[401, "signed-out"], [409, "refused"], [429, "busy"], [507, "server"]]);
  for (const [status, failure] of cases) {
    const { api } = apiWith(() => new Response(body, { status, headers: status === 429 ? { "Retry-After": "9" } : {} }));
    const error = await refused(api.get("api/x"));
    assert.deepEqual([error.failure, error.status, error.code, error.said], [failure, status, "closed", said]);
    assert.equal(error.retryAfter, status === 429 ? 9 : null);
  }
});

test("an HTML page of a proxy is no answer", async () => {
  const { api } = apiWith(() => new Response("<h1>gateway</h1>", { status: 502 }));
  assert.equal((await refused(api.get("api/x"))).failure, "server");
  const odd = apiWith(() => new Response("<h1>portal</h1>", { status: 200 }));
  assert.equal((await refused(odd.api.get("api/x"))).code, "not-json");
});

test("no network and no answer in time are told apart", async () => {
  const offline = apiWith(() => Promise.reject(new TypeError("failed to fetch")));
  assert.equal((await refused(offline.api.get("api/x"))).failure, "offline");
  const slow = new Api({
    fetch: (_url, options) => new Promise((_, reject) => options?.signal?.addEventListener("abort", () => reject(new Error("aborted")))),
    now: () => 0,
    timeout: 5,
  });
  assert.equal((await refused(slow.get("api/x"))).failure, "timeout");
});

test("a cookie is found by its whole name", () => {
  assert.equal(cookie("x_xsrf=no; _xsrf=yes", "_xsrf"), "yes");
  assert.equal(cookie("x_xsrf=no", "_xsrf"), null);
});
