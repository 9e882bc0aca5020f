/** The API of authors. */

/** @typedef {import("../../web/api.js").Api} Api */
/** @typedef {import("./types.js").Sent} Sent */

const SLOW_MS = 60_000; // the first question after a start reads the whole bank

/** What authors ask of the server; everything throws `ApiError`. */
export class Client {
  #api;

  /** @param {Api} api */
  constructor(api) {
    this.#api = api;
  }

  /** @returns {Promise<import("./types.js").Vocabulary>} */
  async vocabulary() {
    return (await this.#api.exchange("GET", "api/bank", undefined, { timeout: SLOW_MS })).data;
  }

  /** @param {import("./types.js").Filters} filters @param {number} start @returns {Promise<import("./types.js").Listed>} */
  list(filters, start) {
    return this.#api.get(`api/bank/items?${new URLSearchParams({ ...filters, start: String(start) })}`);
  }

  /** @param {string} id @returns {Promise<import("./types.js").Opened>} */
  item(id) {
    return this.#api.get(`api/bank/items/${id}`);
  }

  /** @param {string} id @returns {Promise<import("./types.js").Scenario>} */
  scenario(id) {
    return this.#api.get(`api/bank/scenarios/${id}`);
  }

  /** @param {Sent} sent @returns {Promise<import("./types.js").Checked>} */
  check(sent) {
    return this.#api.post("api/bank/check", sent);
  }

  /** @param {Sent} sent @returns {Promise<{similar: import("./types.js").Alike[]}>} */
  similar(sent) {
    return this.#api.post("api/bank/similar", sent);
  }

  /** @param {Sent} sent @param {number} seed @returns {Promise<import("./types.js").Preview>} */
  preview(sent, seed) {
    return this.#api.post("api/bank/preview", { ...sent, seed });
  }

  /**
   * @param {Sent} sent
   * @param {{root: number, digest: string | null, case_digest: string | null}} seen
   * @returns {Promise<import("./types.js").Kept>}
   */
  async save(sent, seen) {
    return (await this.#api.exchange("PUT", `api/bank/items/${sent.item["id"]}`, { ...sent, ...seen })).data;
  }
}
