// The table of flights: order, window, selection by keyboard, and what is said where it is empty.

import { narrowing, startsDescending } from "../state/filters.js";
import { setAttribute, setText } from "../ui/dom.js";
import { makeFlightRow, updateFlightRow } from "./flight_row.js";
import { WindowList } from "./window_list.js";

/** @typedef {import("../contract").FlightRow} FlightRow */
/** @typedef {import("../state/filters").Filters} Filters */

/** Of what has just left, when the board is opened. */
const ROWS_BEFORE_NOW = 3;
const FLASH = [{ backgroundColor: "var(--fresh)" }, { backgroundColor: "transparent" }];
/** In steps: fading smoothly, thirty rows that change would be painted anew in every frame. */
const FLASHING = { duration: 1600, easing: "steps(4)" };

export class FlightTable {
  #table;
  #list;
  #empty;
  #store;
  #now;
  /** @type {Set<string>} Changed since the last time they were drawn. */
  #fresh = new Set();
  /** @type {Map<string, string>} The gate that a flight had when it was first seen. */
  #gates = new Map();
  /** @type {Map<string, import("../contract").DisruptionRow>} The latest of each flight. */
  #disruptions = new Map();
  #calm = matchMedia("(prefers-reduced-motion: reduce)");

  /**
   * @param {HTMLElement} table
   * @param {HTMLElement} empty shown where no flight fits
   * @param {import("../state/store").Store} store
   * @param {() => number} now
   */
  constructor(table, empty, store, now) {
    this.#table = table;
    this.#empty = empty;
    this.#store = store;
    this.#now = now;
    const body = /** @type {HTMLElement} */ (table.querySelector(".rows"));
    this.#list = new WindowList({
      body,
      scroller: table,
      key: (/** @type {FlightRow} */ row) => row.flightKey,
      make: makeFlightRow,
      update: (element, row, index) => this.#update(element, row, index),
    });
    body.addEventListener("click", (event) => followRow(event));
  }

  /**
   * @param {string} kind
   * @param {any} row
   * @param {any} before
   */
  changed(kind, row, before) {
    if (kind === "all") {
      this.#gates = new Map([...this.#store.flights.values()].map(({ flightKey, gate }) => [flightKey, gate ?? ""]));
      this.#disruptions = new Map([...this.#store.disruptions.values()].map((known) => [known.flightKey, known]));
    } else if (kind === "flight") {
      this.#fresh.add(row.flightKey);
      if (!before) this.#gates.set(row.flightKey, row.gate ?? "");
    } else if (kind === "disruption") this.#disruptions.set(row.flightKey, row);
  }

  /**
   * @param {FlightRow[]} rows
   * @param {Filters} filters
   */
  show(rows, filters) {
    setAttribute(this.#table, "aria-rowcount", String(rows.length + 1));
    for (const head of this.#table.querySelectorAll("[data-sort]")) {
      const chosen = head instanceof HTMLElement && head.dataset.sort === filters.sort;
      setAttribute(head, "aria-sort", chosen ? (filters.descending ? "descending" : "ascending") : null);
    }
    this.#empty.hidden = rows.length > 0;
    if (rows.length === 0) this.#sayEmpty(filters);
    this.#list.show(rows);
    this.#fresh.clear();
  }

  /**
   * Brings the flights that leave next into sight, where the list is in the order of time.
   * @param {FlightRow[]} rows
   * @param {string | null} asOf
   */
  startAt(rows, asOf) {
    const next = rows.findIndex((row) => (row.scheduledOut ?? "") >= (asOf ?? ""));
    if (asOf && next > 0) this.#list.scrollTo(Math.max(0, next - ROWS_BEFORE_NOW));
  }

  /** Only what is in sight: after a scroll, and as ages grow. */
  refresh() {
    this.#list.render();
  }

  resized() {
    this.#list.measure();
  }

  /** @param {number} steps j is 1, k is -1 */
  move(steps) {
    const focused = this.#list.focusedKey();
    const key = this.#list.keyAt(focused ? this.#list.indexOf(focused) + steps : 0);
    if (key) this.#list.focus(key);
  }

  /** @param {string} flightKey */
  focus(flightKey) {
    return this.#list.focus(flightKey);
  }

  /**
   * @param {HTMLElement} element
   * @param {FlightRow} row
   * @param {number} index
   */
  #update(element, row, index) {
    const first = this.#gates.get(row.flightKey) ?? "";
    updateFlightRow(element, row, {
      index,
      now: this.#now(),
      gateBefore: first && first !== row.gate ? first : null,
      disruption: this.#disruptions.get(row.flightKey) ?? null,
    });
    if (this.#fresh.has(row.flightKey) && !this.#calm.matches) element.animate(FLASH, FLASHING);
  }

  /** @param {Filters} filters */
  #sayEmpty(filters) {
    const [title, detail] = this.#empty.children;
    const narrowed = narrowing(filters) > 0;
    setText(title, narrowed ? "No flight fits these filters." : "No flight of this day has been seen.");
    setText(detail, narrowed
      ? "Take one filter away, or clear them all with Esc."
      : "Flights appear here by themselves, as soon as the first operations event of the day has been merged.");
  }
}

/**
 * A head that was clicked: the same column the other way round, or another one from its interesting end.
 * @param {Filters} filters
 * @param {string} column
 * @returns {Filters}
 */
export function sortedBy(filters, column) {
  const descending = filters.sort === column ? !filters.descending : startsDescending(column);
  return { ...filters, sort: column, descending };
}

/** @param {MouseEvent} event a click anywhere in a row is one on its link, unless text is being marked */
function followRow(event) {
  const target = /** @type {Element} */ (event.target);
  if (target.closest("a, button") || getSelection()?.toString()) return;
  /** @type {HTMLElement | null | undefined} */ (target.closest(".row")?.querySelector("a"))?.click();
}
