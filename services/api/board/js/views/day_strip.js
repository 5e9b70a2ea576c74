// The day as a strip: a bar for each quarter of an hour of scheduled departures, cut by what became of them.
// A click on an hour filters by it.

import { BIN_MINUTES, LAYERS, overTheDay } from "../state/counts.js";
import { byId, element, setAttribute, setText } from "../ui/dom.js";

/** @typedef {import("../contract").FlightRow} FlightRow */

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 56;
/** A finger needs 24 (WCAG 2.5.8). */
const TARGET_PX = 26;
const BIN = BIN_MINUTES * 60_000;
const HOUR = 3_600_000;

export class DayStrip {
  #svg = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (byId("strip-bars")));
  #now = byId("strip-now");
  #hours = byId("strip-hours");
  #label = byId("strip-label");
  /** @type {SVGRectElement[]} */
  #rects = [];
  #shape = "";
  #onHour;

  /** @param {(hour: string) => void} onHour */
  constructor(onHour) {
    this.#onHour = onHour;
  }

  /**
   * @param {Iterable<FlightRow>} rows
   * @param {string | null} asOf
   * @param {string} hour the one that is filtered by
   */
  show(rows, asOf, hour) {
    const day = overTheDay(rows);
    byId("strip").hidden = day === null;
    if (!day) return;
    const shape = `${day.start} ${day.bins.length}`;
    if (shape !== this.#shape) this.#rebuild(day.start, day.bins.length);
    this.#shape = shape;
    const unit = HEIGHT / Math.max(day.highest, 8);
    day.bins.forEach((bin, index) => {
      let top = HEIGHT;
      LAYERS.forEach((layer, level) => {
        const tall = (bin[layer] ?? 0) * unit;
        top -= tall;
        const rect = this.#rects[index * LAYERS.length + level];
        setAttribute(rect, "y", top.toFixed(2));
        setAttribute(rect, "height", tall.toFixed(2));
      });
    });
    for (const button of this.#hours.children) setAttribute(button, "aria-pressed", String(button.textContent === hour));
    this.#placeNow(asOf, day);
    setText(this.#label, inWords(day));
  }

  /**
   * @param {string | null} asOf
   * @param {{start: number, end: number}} day
   */
  #placeNow(asOf, { start, end }) {
    const share = (Date.parse(asOf ?? "") - start) / (end - start);
    this.#now.hidden = !(share >= 0 && share <= 1);
    this.#now.style.left = `${(share * 100).toFixed(2)}%`;
  }

  /**
   * @param {number} start
   * @param {number} bins
   */
  #rebuild(start, bins) {
    this.#svg.setAttribute("viewBox", `0 0 ${bins} ${HEIGHT}`);
    this.#rects = [];
    for (let bin = 0; bin < bins; bin += 1) {
      for (const layer of LAYERS) {
        const rect = document.createElementNS(SVG, "rect");
        rect.setAttribute("class", `layer layer-${layer}`);
        rect.setAttribute("x", String(bin + 0.12));
        rect.setAttribute("width", "0.76");
        this.#rects.push(rect);
      }
    }
    this.#svg.replaceChildren(...this.#rects);
    const hours = Array.from({ length: (bins * BIN) / HOUR }, (_, index) => {
      const hour = new Date(start + index * HOUR).toISOString().slice(11, 13);
      return element("button", {
        type: "button", "aria-pressed": "false", "aria-label": `Departures from ${hour}:00 to ${hour}:59 UTC`,
        onclick: () => this.#onHour(hour),
      }, hour);
    });
    this.#hours.replaceChildren(...hours);
    byId("strip-day").style.minWidth = `${hours.length * TARGET_PX}px`; // a narrow screen scrolls it
  }
}

/** @param {{bins: Record<string, number>[]}} day the picture, for who does not see it */
function inWords({ bins }) {
  const sum = (/** @type {string} */ layer) => bins.reduce((total, bin) => total + (bin[layer] ?? 0), 0);
  return `Departures of the day: ${sum("gone")} left, ${sum("ontime")} on time, ${sum("delayed")} delayed, `
    + `${sum("diverted")} diverted, ${sum("cancelled")} cancelled.`;
}
