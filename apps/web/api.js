/** Requests to the server of the page: one error type, time-outs, the XSRF header. */

/** @typedef {{en: string, fr: string}} Text */
/**
 * Why a request brought nothing: `offline` and `timeout` never reached an answer, `signed-out`
 * is 401, `busy` is 429, `server` is 5xx, `refused` is any other 4xx.
 * @typedef {"offline" | "timeout" | "signed-out" | "busy" | "server" | "refused"} Failure
 */
/**
 * @typedef {object} Reply
 * @property {any} data the JSON body, null where there is none
 * @property {number} sent `performance.now()` when the request left
 * @property {number} received `performance.now()` when the answer was complete
 */
/** @typedef {"GET" | "POST" | "PUT" | "DELETE"} Method */

/** A request that failed, and what the server said about it. */
export class ApiError extends Error {
  /**
   * @param {Failure} failure
   * @param {{status?: number, code?: string, said?: Text | null, retryAfter?: number | null,
   *   late?: number[] | null}} [details]
   */
  constructor(failure, { status = 0, code = failure, said = null, retryAfter = null, late = null } = {}) {
    super(`${failure}: ${status} ${code}`);
    this.name = "ApiError";
    this.failure = failure;
    this.status = status;
    this.code = code;
    this.said = said;
    this.retryAfter = retryAfter; // seconds
    this.late = late; // questions whose answers came too late; null where nothing is said of it
  }
}

/** The server's HTTP API as seen from one page. */
export class Api {
  #fetch;
  #cookies;
  #now;
  #base;
  #timeout;

  /**
   * @param {object} [world] what differs in tests
   * @param {typeof fetch} [world.fetch]
   * @param {() => string} [world.cookies]
   * @param {() => number} [world.now]
   * @param {string} [world.base] path prefix, with its final slash
   * @param {number} [world.timeout] milliseconds
   */
  constructor({
    fetch: ask = (...request) => fetch(...request),
    cookies = () => document.cookie,
    now = () => performance.now(),
    base = "/",
    timeout = 15_000,
  } = {}) {
    this.#fetch = ask;
    this.#cookies = cookies;
    this.#now = now;
    this.#base = base;
    this.#timeout = timeout;
  }

  /** The body of a GET. @param {string} path @returns {Promise<any>} */
  async get(path) {
    return (await this.exchange("GET", path)).data;
  }

  /**
   * The body of the answer to a POST.
   * @param {string} path
   * @param {unknown} [body]
   * @param {{timeout?: number}} [options]
   * @returns {Promise<any>}
   */
  async post(path, body = {}, options = {}) {
    return (await this.exchange("POST", path, body, options)).data;
  }

  /**
   * One request and its answer, with the two moments that a clock needs; throws `ApiError`.
   * @param {Method} method
   * @param {string} path below the base, as `api/me`
   * @param {unknown} [body]
   * @param {{keepalive?: boolean, timeout?: number}} [options] `keepalive` lets the request
   *   outlive the page; `timeout` in milliseconds
   * @returns {Promise<Reply>}
   */
  async exchange(method, path, body, { keepalive = false, timeout = this.#timeout } = {}) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), timeout);
    const sent = this.#now();
    try {
      const response = await this.#fetch(this.#base + path, {
        method,
        keepalive,
        signal: abort.signal,
        credentials: "same-origin",
        cache: "no-store",
        headers: this.#headers(method),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const data = await bodyOf(response);
      if (!response.ok) throw refusal(response, data);
      return { data, sent, received: this.#now() };
    } catch (error) {
      if (error instanceof ApiError) throw error;
      throw new ApiError(abort.signal.aborted ? "timeout" : "offline");
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param {Method} method @returns {Record<string, string>} */
  #headers(method) {
    const accept = { Accept: "application/json" };
    if (method === "GET") return accept;
    const token = cookie(this.#cookies(), "parcours_xsrf");
    return {
      ...accept,
      "Content-Type": "application/json",
      ...(token === null ? {} : { "X-XSRFToken": token }),
    };
  }
}

/**
 * The value of a cookie in a `document.cookie` string.
 * @param {string} cookies
 * @param {string} name
 * @returns {string | null}
 */
export function cookie(cookies, name) {
  for (const pair of cookies.split(/;\s*/)) {
    if (pair.startsWith(`${name}=`)) return decodeURIComponent(pair.slice(name.length + 1));
  }
  return null;
}

/** @param {Response} response @returns {Promise<any>} */
async function bodyOf(response) {
  const text = await response.text();
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    if (!response.ok) return null; // an HTML error page of some proxy
    throw new ApiError("server", { status: response.status, code: "not-json" });
  }
}

/** @param {Response} response @param {any} data @returns {ApiError} */
function refusal(response, data) {
  const { status } = response;
  const wait = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  /** @type {Failure} */
  let failure = status >= 500 ? "server" : "refused";
  if (status === 401) failure = "signed-out";
  if (status === 429) failure = "busy";
  return new ApiError(failure, {
    status,
    code: data?.error?.code ?? String(status),
    said: data?.error?.message ?? null,
    retryAfter: Number.isFinite(wait) ? wait : null,
    late: Array.isArray(data?.late) ? data.late : null,
  });
}
