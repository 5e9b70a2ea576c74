// A long list of rows of equal height, of which only those in sight are in the document: its cost is that of the
// screen, not of the day. Elements belong to keys, so a row that moves keeps its focus and its element.

const MARGIN_ROWS = 6;

/**
 * @template Row
 * @typedef {object} Wanted
 * @property {HTMLElement} body gets the rows; its height is set
 * @property {HTMLElement} scroller what clips the body; the page itself may scroll as well
 * @property {(row: Row) => string} key
 * @property {(key: string) => HTMLElement} make
 * @property {(element: HTMLElement, row: Row, index: number) => void} update
 */

/** @template Row */
export class WindowList {
  /** @type {Row[]} */
  #rows = [];
  /** @type {Map<string, HTMLElement>} */
  #shown = new Map();
  #wanted;
  #height = 40;

  /** @param {Wanted<Row>} wanted */
  constructor(wanted) {
    this.#wanted = wanted;
    this.measure();
  }

  /** Reads the height of a row from the style sheet: it differs on a phone. */
  measure() {
    this.#height = parseFloat(getComputedStyle(this.#wanted.body).getPropertyValue("--row-height")) || 40;
  }

  /** @param {Row[]} rows */
  show(rows) {
    this.#rows = rows;
    this.#wanted.body.style.height = `${rows.length * this.#height}px`;
    this.render();
  }

  /** Brings what is in sight up to date; asked for after a change, a scroll and a resize. */
  render() {
    const { body, key, make, update } = this.#wanted;
    const focused = this.#focusedKey();
    const [first, last] = this.#inSight();
    /** @type {Map<string, HTMLElement>} */
    const shown = new Map();
    /** @type {ChildNode | null} */
    let at = body.firstChild;
    for (let index = 0; index < this.#rows.length; index += 1) {
      const row = this.#rows[index];
      const name = key(row);
      if ((index < first || index >= last) && name !== focused) continue;
      const element = this.#shown.get(name) ?? make(name);
      element.style.transform = `translateY(${index * this.#height}px)`;
      update(element, row, index);
      shown.set(name, element);
      if (at === element) at = at.nextSibling;
      else body.insertBefore(element, at);
    }
    for (const [name, element] of this.#shown) if (!shown.has(name)) element.remove();
    this.#shown = shown;
    // An element that was put elsewhere in the document has lost its focus.
    if (focused && focused !== this.#focusedKey()) this.focus(focused);
  }

  /**
   * @param {string} name
   * @returns {boolean} false: there is no such row
   */
  focus(name) {
    const index = this.indexOf(name);
    if (index < 0) return false;
    if (!this.#shown.has(name)) this.#reveal(index);
    const target = this.#shown.get(name);
    /** @type {HTMLElement | null | undefined} */ (target?.querySelector("a"))?.focus({ preventScroll: true });
    this.#reveal(index);
    return true;
  }

  /** @param {number} index that row becomes the first in sight, where the list scrolls by itself */
  scrollTo(index) {
    this.#wanted.scroller.scrollTop = index * this.#height;
    this.render();
  }

  /** @param {string} name */
  indexOf(name) {
    return this.#rows.findIndex((row) => this.#wanted.key(row) === name);
  }

  /** @param {number} index */
  keyAt(index) {
    const row = this.#rows[Math.max(0, Math.min(index, this.#rows.length - 1))];
    return row === undefined ? null : this.#wanted.key(row);
  }

  focusedKey() {
    return this.#focusedKey();
  }

  #focusedKey() {
    const row = document.activeElement?.closest("[data-key]");
    return row instanceof HTMLElement && this.#wanted.body.contains(row) ? (row.dataset.key ?? null) : null;
  }

  #inSight() {
    const body = this.#wanted.body.getBoundingClientRect();
    const clip = this.#wanted.scroller.getBoundingClientRect();
    const top = Math.max(clip.top, 0, body.top) - body.top;
    const bottom = Math.min(clip.bottom, innerHeight, body.bottom) - body.top;
    const first = Math.max(0, Math.floor(top / this.#height) - MARGIN_ROWS);
    return [first, Math.max(first, Math.ceil(bottom / this.#height) + MARGIN_ROWS)];
  }

  /** @param {number} index scrolls as little as brings it into sight */
  #reveal(index) {
    const { body, scroller } = this.#wanted;
    const top = index * this.#height;
    const inner = scroller.scrollHeight > scroller.clientHeight + 1 && getComputedStyle(scroller).overflowY !== "visible";
    const offset = body.getBoundingClientRect().top;
    if (inner) {
      const y = offset + top - scroller.getBoundingClientRect().top;
      if (y < this.#height) scroller.scrollTop += y - this.#height;
      else if (y + this.#height > scroller.clientHeight) scroller.scrollTop += y + this.#height - scroller.clientHeight;
    } else if (offset + top < 80 || offset + top + this.#height > innerHeight) {
      scrollBy({ top: offset + top - innerHeight / 2 });
    }
    this.render();
  }
}
