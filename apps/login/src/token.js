/** What was opened or pasted, turned into a token; and where to go afterwards. */

/** Where this tab keeps the page to go to after signing in. */
export const RETURN_KEY = "parcours.return";

// What the server takes.
const LONGEST = 200;

/**
 * The token in a personal link or in what was pasted; null when there is none.
 * @param {string} pasted a link, its fragment, or the bare token
 * @returns {string | null}
 */
export function tokenIn(pasted) {
  const text = pasted.trim();
  const hash = text.lastIndexOf("#");
  const token = decoded(hash >= 0 ? text.slice(hash + 1) : text);
  if (token === "" || token.length > LONGEST) return null;
  return /^[A-Za-z0-9._~+=-]+$/.test(token) ? token : null;
}

/**
 * The page to go to after signing in: one of this server, never another host, never the
 * sign-in page again.
 * @param {string | null} wanted
 * @param {string} base path of the home page, with its final slash
 * @param {string} origin
 * @returns {string}
 */
export function destination(wanted, base, origin) {
  if (wanted === null || !wanted.startsWith("/")) return base;
  let url;
  try {
    url = new URL(wanted, origin);
  } catch {
    return base;
  }
  const ours = url.origin === origin && url.pathname.startsWith(base) && url.pathname !== `${base}login`;
  return ours ? url.pathname + url.search + url.hash : base;
}

/** @param {string} text @returns {string} */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
