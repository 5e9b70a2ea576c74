// Elements without markup in strings: whatever the API says becomes text, never HTML.

/** @typedef {string | number | boolean | EventListener | Record<string, string> | null | undefined} Value */

/**
 * `element("button", {class: "plain", onclick: f, "aria-pressed": "true"}, "text", child)`.
 * null, undefined and false leave an attribute or child out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, Value>} [attributes]
 * @param {...(Node | string | number | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (typeof value === "object") Object.assign(made.dataset, value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter(isContent).map((child) => (child instanceof Node ? child : String(child))));
  return made;
}

/**
 * @param {Node | string | number | null | undefined | false} child
 * @returns {child is Node | string | number}
 */
function isContent(child) {
  return child !== null && child !== undefined && child !== false && child !== "";
}

/**
 * The element of the page with this id.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/**
 * Sets text only where it differs: an untouched node costs no layout and no announcement.
 * @param {Element} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * @param {Element} node
 * @param {string} name
 * @param {string | null} value null: without it
 */
export function setAttribute(node, name, value) {
  if (value === null) node.removeAttribute(name);
  else if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}
