// A short list whose elements belong to keys: only what is new is made, only what moved is moved.

/**
 * @template Row
 * @param {HTMLElement} list
 * @param {Row[]} rows in order
 * @param {(row: Row) => string} key
 * @param {(row: Row) => HTMLElement} make
 * @param {(element: HTMLElement, row: Row) => void} update
 */
export function showKeyed(list, rows, key, make, update) {
  const known = new Map(
    Array.from(list.children, (child) => [/** @type {HTMLElement} */ (child).dataset.key ?? "", child]),
  );
  /** @type {Element | null} */
  let at = list.firstElementChild;
  for (const row of rows) {
    const name = key(row);
    let element = /** @type {HTMLElement | undefined} */ (known.get(name));
    known.delete(name);
    if (!element) {
      element = make(row);
      element.dataset.key = name;
    }
    update(element, row);
    if (at === element) at = at.nextElementSibling;
    else list.insertBefore(element, at);
  }
  for (const gone of known.values()) gone.remove();
}
