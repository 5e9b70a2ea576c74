// The board itself: the store's news become asks for drawing, and each part draws at its own pace.

import { fromQuery, matcher, toQuery } from "./state/filters.js";
import { byStatus } from "./state/counts.js";
import { ordered } from "./state/order.js";
import { clockSeconds, count, dayInWords } from "./state/times.js";
import { byId, element, setAttribute, setText } from "./ui/dom.js";
import { batched } from "./ui/frame.js";
import { DayStrip } from "./views/day_strip.js";
import { Disruptions } from "./views/disruptions.js";
import { FilterForm } from "./views/filter_form.js";
import { FlightTable, sortedBy } from "./views/flight_table.js";
import { Messages } from "./views/messages.js";
import { showMeters } from "./views/meters.js";

/** @typedef {import("./state/filters").Filters} Filters */

/** Milliseconds between two drawings: what moves under the eyes of a reader cannot be read. */
const PACE = { table: 150, strip: 500, disruptions: 300, messages: 250, meters: 250 };

export class Board {
  #store;
  #now;
  #paused = false;
  #unseen = 0;
  /** Whether the list has been brought to the flights of now: once, when the board is opened. */
  #placed = false;
  #filters = fromQuery(new URLSearchParams(location.search));
  #form = new FilterForm((change, typed) => this.#filter(change, typed));
  #strip = new DayStrip((hour) => this.#filter(({ hour: now }) => ({ hour: now === hour ? "" : hour })));
  #disruptions = new Disruptions();
  #messages = new Messages();
  #table;
  #draw;

  #clock;

  /**
   * @param {import("./state/store").Store} store
   * @param {() => number} now
   * @param {"wall" | "event"} clock
   */
  constructor(store, now, clock) {
    this.#store = store;
    this.#now = now;
    this.#clock = clock;
    this.#table = new FlightTable(byId("flights"), byId("flights-empty"), store, now);
    this.#draw = {
      table: batched(() => this.#drawTable(), PACE.table),
      scrolled: batched(() => this.#table.refresh()),
      strip: batched(() => this.#strip.show(store.flights.values(), this.#businessNow(), this.#filters.hour), PACE.strip),
      disruptions: batched(() => this.#disruptions.show(store.disruptions.values(), now()), PACE.disruptions),
      messages: batched(() => this.#messages.show(store.messages), PACE.messages),
      meters: batched(() => this.#drawHead(), PACE.meters),
    };
    store.listen((kind, row, before) => this.#changed(kind, row, before));
    addEventListener("scroll", this.#draw.scrolled, { capture: true, passive: true });
    addEventListener("resize", () => {
      this.#table.resized();
      this.#draw.table();
    });
    setInterval(() => this.#tick(), 1000);
    byId("pause").addEventListener("click", () => this.pause());
    for (const head of byId("flights").querySelectorAll("[data-sort] button")) {
      const column = /** @type {HTMLElement} */ (head.parentElement).dataset.sort ?? "time";
      head.addEventListener("click", () => this.#filter((filters) => sortedBy(filters, column)));
    }
  }

  focusSearch() {
    this.#form.focusSearch();
  }

  /** @param {number} steps */
  move(steps) {
    this.#table.move(steps);
  }

  /** @param {string} flightKey */
  focus(flightKey) {
    this.#table.refresh();
    this.#table.focus(flightKey);
  }

  clearFilters() {
    this.#filter({ q: "", status: [], origin: "", carrier: "", changed: 0, hour: "" });
  }

  /** The query was changed by the browser's own buttons. */
  readUrl() {
    this.#filters = fromQuery(new URLSearchParams(location.search));
    this.#draw.table();
    this.#draw.strip();
  }

  /** Holds everything that moves (WCAG 2.2.2); what comes meanwhile is kept, and shown at once afterwards. */
  pause() {
    this.#paused = !this.#paused;
    this.#unseen = 0;
    setAttribute(byId("pause"), "aria-pressed", String(this.#paused));
    this.#sayPaused();
    if (!this.#paused) this.#drawAll();
  }

  /**
   * @param {string} kind
   * @param {any} row
   * @param {any} before
   */
  #changed(kind, row, before) {
    this.#table.changed(kind, row, before);
    if (this.#paused && kind !== "all") {
      this.#unseen += 1;
      return;
    }
    if (kind === "all") this.#drawAll();
    else if (kind === "flight") [this.#draw.table, this.#draw.strip].forEach((ask) => ask());
    else if (kind === "disruption") [this.#draw.disruptions, this.#draw.table].forEach((ask) => ask());
    else if (kind === "message") this.#draw.messages();
    else this.#draw.meters();
  }

  #drawAll() {
    document.body.dataset.loaded = "";
    for (const ask of Object.values(this.#draw)) ask();
  }

  /** Ages grow, and flights leave "changed in the last minutes", without any news. */
  #tick() {
    if (this.#paused) this.#sayPaused();
    else if (this.#store.loaded && !document.hidden) {
      this.#draw.disruptions();
      if (this.#clock === "wall") [this.#draw.meters, this.#draw.strip].forEach((ask) => ask());
      if (this.#filters.changed) this.#draw.table();
      else this.#draw.scrolled();
    }
  }

  #sayPaused() {
    setText(byId("pause"), this.#paused ? (this.#unseen ? `Go on (${count(this.#unseen)} changes)` : "Go on") : "Pause");
  }

  #drawTable() {
    const all = [...this.#store.flights.values()];
    const { status, ...others } = this.#filters;
    const fitting = all.filter(matcher({ ...others, status: [] }, this.#now()));
    const chosen = status.length ? fitting.filter((row) => status.includes(row.status)) : fitting;
    const rows = ordered(chosen, this.#filters.sort, this.#filters.descending);
    this.#table.show(rows, this.#filters);
    if (!this.#placed && this.#filters.sort === "time") this.#table.startAt(rows, this.#businessNow());
    this.#placed = true;
    this.#form.show(this.#filters, {
      counts: byStatus(fitting), // of what the other filters leave: a button says what it would show
      shown: chosen.length,
      all: all.length,
      leftOut: this.#store.leftOut,
      origins: [...new Set(all.map(({ origin }) => origin))].sort(),
      carriers: [...new Set(all.map(({ carrier }) => carrier))].sort(),
    });
  }

  /** @returns {string | null} what time it is for flights: in a replay as of the last change, otherwise now */
  #businessNow() {
    return this.#clock === "event" ? this.#store.asOf : new Date(this.#now()).toISOString();
  }

  #drawHead() {
    const { date, operations, elsewhere } = this.#store;
    const asOf = this.#businessNow();
    showMeters(operations, this.#clock);
    setText(byId("day"), date ? dayInWords(date) : "Departures");
    document.title = date ? `${date} · FlightPulse` : "FlightPulse";
    byId("as-of").parentElement?.toggleAttribute("hidden", !asOf);
    setText(byId("as-of"), asOf ? `${clockSeconds(asOf)} UTC` : "");
    byId("elsewhere").replaceChildren(...[...elsewhere].map(([other, keys]) =>
      element("a", { href: `?${new URLSearchParams({ date: other })}` }, `${count(keys.size)} changed on ${other}`)));
  }

  /**
   * @param {Partial<Filters> | ((filters: Filters) => Partial<Filters>)} change
   * @param {boolean} [typed] each letter is no step of the browser's history
   */
  #filter(change, typed = false) {
    this.#filters = { ...this.#filters, ...(typeof change === "function" ? change(this.#filters) : change) };
    const query = toQuery(this.#filters, new URLSearchParams(location.search)).toString();
    const url = `${location.pathname}${query && `?${query}`}${location.hash}`;
    if (typed) history.replaceState(null, "", url);
    else history.pushState(null, "", url);
    this.#draw.table();
    this.#draw.strip();
  }
}
