/**
 * Stands for the package `sanitize-html` in the bundle: descriptions of widgets that hold markup
 * keep harmless elements and attributes. The browser parses; the package brings a parser of its own.
 */

const HARMLESS = /^(?:https?:|mailto:|data:image\/|#|\/(?!\/)|[\w.-]+(?:$|[/?#]))/i;

/**
 * The markup with those elements and attributes only; other elements leave their text.
 * @param {string} markup
 * @param {{allowedTags: string[], allowedAttributes: Record<string, string[]>}} options
 * @returns {string}
 */
export default function sanitize(markup, { allowedTags, allowedAttributes }) {
  const body = new DOMParser().parseFromString(markup, "text/html").body;
  for (const element of [...body.querySelectorAll("script, style, template, iframe, object, textarea, noscript")]) element.remove();
  for (const element of [...body.querySelectorAll("*")]) {
    const tag = element.localName;
    if (!allowedTags.includes(tag)) {
      element.replaceWith(...element.childNodes);
      continue;
    }
    const allowed = [...(allowedAttributes["*"] ?? []), ...(allowedAttributes[tag] ?? [])];
    for (const { name, value } of [...element.attributes]) {
      const known = allowed.some((one) => one === name || (one.endsWith("*") && name.startsWith(one.slice(0, -1))));
      const link = name === "href" || name === "src";
      if (!known || (link && !HARMLESS.test(value.trim()))) element.removeAttribute(name);
    }
  }
  return new XMLSerializer().serializeToString(body).replace(/^<body[^>]*>|<\/body>$/g, "");
}
