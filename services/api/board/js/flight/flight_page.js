// One flight: what happened, what was announced, who was told, and what may be done.

import { ApiError, inWords } from "../problem.js";
import { plural } from "../state/words.js";
import { byId, element } from "../ui/dom.js";
import { ActionDialog } from "./action_dialog.js";
import { actionOn, resendOf } from "./actions.js";
import { flightHead, movementTable, truthTable } from "./details.js";
import { timeline } from "./timeline.js";
import { ToldList } from "./told_list.js";

/** @typedef {import("../contract").Flight} Flight */

const PAGE_LIMIT = 100;
const PAGES_READ = 10;
/** A flight of which much is said is read again no more often than this. */
const REREAD_MS = 1500;

export class FlightPage {
  #api;
  #rights;
  #businessNow;
  #dialog;
  #told;
  /** @type {string | null} */
  #key = null;
  /** @type {ReturnType<typeof setTimeout> | null} */
  #reread = null;
  #shownVersion = 0;

  /**
   * @param {import("../api").Api} api
   * @param {{write: boolean}} rights
   * @param {(flight: Flight) => string} businessNow
   */
  constructor(api, rights, businessNow) {
    this.#api = api;
    this.#rights = rights;
    this.#businessNow = businessNow;
    this.#dialog = new ActionDialog(api, () => this.#again());
    this.#told = new ToldList(api, (line) => this.#dialog.open(resendOf(line, api)));
  }

  /** @param {string | null} key null: left */
  show(key) {
    if (key === this.#key) return;
    this.#key = key;
    this.#shownVersion = 0;
    if (key === null) return;
    byId("flight-title").textContent = key;
    byId("flight-head").replaceChildren(element("p", { class: "quiet" }, "Reading the flight…"));
    for (const id of ["flight-actions", "flight-truth", "flight-history", "flight-told"]) byId(id).replaceChildren();
    byId("flight-title").focus();
    void this.#read(key);
  }

  /**
   * The stream has brought something about a flight: if it is this one, its page is read again.
   * @param {string} flightKey
   * @param {number} version 0: whatever it is
   */
  changed(flightKey, version) {
    if (flightKey === this.#key && (version === 0 || version > this.#shownVersion)) this.#again();
  }

  #again() {
    if (this.#key === null || this.#reread !== null) return;
    this.#reread = setTimeout(() => {
      this.#reread = null;
      if (this.#key !== null) void this.#read(this.#key);
    }, REREAD_MS);
  }

  /** @param {string} key */
  async #read(key) {
    const path = `v1/flights/${encodeURIComponent(key)}`;
    try {
      const [flight, history, told] = await Promise.all([
        this.#api.get(path), this.#pages(`${path}/history`), this.#pages(`${path}/notifications`),
      ]);
      if (this.#key === key) this.#draw(flight, history, told);
    } catch (error) {
      if (this.#key !== key) return;
      this.#sayProblem(error);
      if (!(error instanceof ApiError) || !error.isFinal) this.#again();
    }
  }

  /**
   * @param {string} path
   * @returns {Promise<any[]>} no more than a thousand rows
   */
  async #pages(path) {
    const rows = [];
    let next = "";
    for (let page = 0; page < PAGES_READ; page += 1) {
      const query = new URLSearchParams({ limit: String(PAGE_LIMIT), ...(next && { cursor: next }) });
      const answer = await this.#api.get(`${path}?${query}`);
      rows.push(...answer.items);
      if (!answer.next) break;
      next = answer.next;
    }
    return rows;
  }

  /**
   * @param {Flight} flight
   * @param {import("../contract").HistoryEntry[]} history
   * @param {import("../contract").NotificationLine[]} told
   */
  #draw(flight, history, told) {
    this.#shownVersion = flight.version;
    byId("flight-title").replaceChildren(flight.designator,
      element("span", { class: "quiet" }, ` ${flight.origin} → ${flight.destination ?? "?"}`));
    byId("flight-head").replaceChildren(...flightHead(flight));
    byId("flight-truth").replaceChildren(truthTable(flight), movementTable(flight));
    byId("flight-history").replaceChildren(timeline(history, flight.originDate));
    byId("flight-told").replaceChildren(this.#told.list(told, this.#rights.write));
    byId("flight-told-sum").textContent = told.length
      ? `${plural(told.length, "message")} to ${plural(new Set(told.map(({ contactId }) => contactId)).size, "contact")}` : "";
    byId("flight-actions").replaceChildren(...this.#actions(flight));
  }

  /** @param {Flight} flight */
  #actions(flight) {
    if (!this.#rights.write) return [];
    const button = (/** @type {"delay" | "cancel" | "gate"} */ name, /** @type {string} */ text) =>
      element("button", { type: "button", class: "plain", onclick: () =>
        this.#dialog.open(actionOn(name, flight, this.#api, () => this.#businessNow(flight))) }, text);
    return [button("delay", "Delay…"), button("gate", "Change gate…"), button("cancel", "Cancel…")];
  }

  /** @param {unknown} error */
  #sayProblem(error) {
    const { title, detail, expected, correlationId } = inWords(error);
    byId("flight-head").replaceChildren(
      element("p", { class: "problem", role: "alert" }, element("strong", {}, title), detail && ` ${detail}.`, expected && ` Right would be: ${expected}.`),
      element("p", { class: "quiet" }, correlationId),
      element("p", {}, element("button", { type: "button", class: "plain", onclick: () => this.#key && void this.#read(this.#key) }, "Read again")));
  }
}
