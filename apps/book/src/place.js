/** Where the reader is on the page. */

/**
 * Let the links to the other language lead to the section that is being read.
 * @param {Window} view
 */
export function followPlace(view) {
  const page = view.document;
  for (const link of page.querySelectorAll("a.book-language")) {
    const address = link.getAttribute("href") ?? "";
    const point = () => {
      const id = placeIn(view);
      link.setAttribute("href", id === null ? address : `${address}#${id}`);
    };
    for (const moment of ["pointerdown", "focus", "click"]) link.addEventListener(moment, point);
  }
}

/** @param {Window} view @returns {string | null} */
function placeIn(view) {
  const page = view.document;
  const named = page.getElementById(decodeURIComponent(view.location.hash.slice(1)));
  if (isShown(named, view.innerHeight)) return named.id;
  return placeOf(page.querySelectorAll("article section[id]"), view.innerHeight / 3);
}

/**
 * Whether an element begins on the screen, as the one does that the address names, until one scrolls.
 * @param {Element | null} element
 * @param {number} height of the screen
 * @returns {element is Element}
 */
export function isShown(element, height) {
  const top = element?.getBoundingClientRect().top ?? -1;
  return top >= 0 && top < height;
}

/**
 * The last section that begins above that height; null at the top of the page.
 * @param {Iterable<Element>} sections in the order of the page, the page itself first
 * @param {number} height
 * @returns {string | null}
 */
export function placeOf(sections, height) {
  let found = null;
  for (const section of sections) {
    if (section.getBoundingClientRect().top > height) break;
    if (section.parentElement?.closest("section")) found = section.id;
  }
  return found;
}
