// What a screen reader is told without asking: the state of the link at once, changes of flights in one sentence
// now and then. A board that read out each of a hundred updates a second would be switched off.

import { STATUS_WORDS } from "../state/words.js";

const QUIET_MS = 20_000;
/** What happens together is said together. */
const GATHER_MS = 1500;
const GRAVE = ["cancelled", "diverted", "delayed"];

export class Announcer {
  #region;
  #last = 0;
  /** @type {ReturnType<typeof setTimeout> | null} */
  #timer = null;
  /** @type {Map<string, string>} Flights that got a grave status since the last sentence. */
  #news = new Map();

  /** @param {HTMLElement} region with aria-live=polite */
  constructor(region) {
    this.#region = region;
  }

  /** @param {string} text said at once */
  say(text) {
    this.#region.textContent = text;
  }

  /**
   * @param {import("../contract").FlightRow} row
   * @param {import("../contract").FlightRow | null} before
   */
  flight(row, before) {
    if (!before || before.status === row.status || !GRAVE.includes(row.status)) return;
    this.#news.set(row.designator, row.status);
    this.#timer ??= setTimeout(() => this.#tell(), Math.max(GATHER_MS, this.#last + QUIET_MS - Date.now()));
  }

  #tell() {
    this.#timer = null;
    this.#last = Date.now();
    const parts = GRAVE.flatMap((status) => {
      const flights = [...this.#news].filter(([, now]) => now === status).map(([designator]) => designator);
      if (flights.length === 0) return [];
      const named = flights.length <= 3 ? flights.join(", ") : `${flights.length} flights`;
      return [`${named} ${STATUS_WORDS[status].toLowerCase()}`];
    });
    this.#news.clear();
    this.say(`${parts.join("; ")}.`);
  }
}
