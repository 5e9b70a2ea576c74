// Search and filters. Status buttons are at once the legend of the shapes and the sums of the day.

import { CHANGED_MINUTES, STATUSES, narrowing } from "../state/filters.js";
import { count } from "../state/times.js";
import { STATUS_WORDS } from "../state/words.js";
import { byId, element, setAttribute, setText } from "../ui/dom.js";
import { glyph } from "../ui/glyphs.js";

/** @typedef {import("../state/filters").Filters} Filters */

export class FilterForm {
  #search = /** @type {HTMLInputElement} */ (byId("search"));
  #origin = /** @type {HTMLSelectElement} */ (byId("origin"));
  #carrier = /** @type {HTMLSelectElement} */ (byId("carrier"));
  #changed = /** @type {HTMLSelectElement} */ (byId("changed"));
  #clear = byId("clear");
  #shown = byId("shown");
  /** @type {Map<string, {button: HTMLElement, sum: HTMLElement}>} */
  #statuses = new Map();

  /** @param {(change: Partial<Filters> | ((filters: Filters) => Partial<Filters>), typed?: boolean) => void} onChange */
  constructor(onChange) {
    byId("filters").addEventListener("submit", (event) => event.preventDefault());
    this.#search.addEventListener("input", () => onChange({ q: this.#search.value }, true));
    this.#origin.addEventListener("change", () => onChange({ origin: this.#origin.value }));
    this.#carrier.addEventListener("change", () => onChange({ carrier: this.#carrier.value }));
    this.#changed.addEventListener("change", () => onChange({ changed: Number(this.#changed.value) }));
    this.#clear.addEventListener("click", () => onChange({ q: "", status: [], origin: "", carrier: "", changed: 0, hour: "" }));
    for (const minutes of CHANGED_MINUTES) {
      this.#changed.append(element("option", { value: minutes }, `in the last ${minutes} min`));
    }
    for (const status of STATUSES) this.#addStatus(status, onChange);
  }

  focusSearch() {
    this.#search.focus();
    this.#search.select();
  }

  /**
   * @param {Filters} filters
   * @param {{counts: Record<string, number>, shown: number, all: number, leftOut: number, origins: string[], carriers: string[]}} sums
   */
  show(filters, { counts, shown, all, leftOut, origins, carriers }) {
    if (document.activeElement !== this.#search) this.#search.value = filters.q;
    offer(this.#origin, origins, filters.origin);
    offer(this.#carrier, carriers, filters.carrier);
    offerMinutes(this.#changed, filters.changed);
    for (const [status, { button, sum }] of this.#statuses) {
      setAttribute(button, "aria-pressed", String(filters.status.includes(status)));
      setText(sum, count(counts[status] ?? 0));
      button.classList.toggle("none", !counts[status]);
    }
    this.#clear.hidden = narrowing(filters) === 0;
    const left = leftOut ? `, ${count(leftOut)} more not shown` : "";
    const hour = filters.hour ? `, departing ${filters.hour}:00–${filters.hour}:59` : "";
    setText(this.#shown, (shown === all ? `${count(all)} flights` : `${count(shown)} of ${count(all)} flights`) + hour + left);
  }

  /**
   * @param {string} status
   * @param {(change: (filters: Filters) => Partial<Filters>) => void} onChange
   */
  #addStatus(status, onChange) {
    const sum = element("span", { class: "sum" }, "0");
    const toggle = () => onChange(({ status: chosen }) => ({
      status: chosen.includes(status) ? chosen.filter((one) => one !== status) : [...chosen, status],
    }));
    const button = element(
      "button",
      { type: "button", class: "chip", "aria-pressed": "false", "data-status": status, onclick: toggle },
      glyph(status), STATUS_WORDS[status], sum,
    );
    this.#statuses.set(status, { button, sum });
    byId("statuses").append(button);
  }
}

/**
 * @param {HTMLSelectElement} select
 * @param {string[]} values
 * @param {string} chosen stays to be chosen also where no flight has it (any more)
 */
function offer(select, values, chosen) {
  const wanted = chosen && !values.includes(chosen) ? [...values, chosen].sort() : values;
  const now = [...select.options].slice(1).map((option) => option.value);
  if (wanted.join() !== now.join()) {
    select.length = 1;
    select.append(...wanted.map((value) => element("option", { value }, value)));
  }
  if (select.value !== chosen) select.value = chosen;
}

/**
 * @param {HTMLSelectElement} select
 * @param {number} chosen
 */
function offerMinutes(select, chosen) {
  const value = chosen ? String(chosen) : "";
  if (![...select.options].some((option) => option.value === value)) {
    select.append(element("option", { value }, `in the last ${value} min`));
  }
  if (select.value !== value) select.value = value;
}
