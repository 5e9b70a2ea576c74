// What the board knows: rows by key, each replaced only by one that is not older.

import { isLater } from "./times.js";

/** @typedef {import("../contract").FlightRow} FlightRow */
/** @typedef {import("../contract").DisruptionRow} DisruptionRow */
/** @typedef {import("../contract").MessageRow} MessageRow */
/** @typedef {import("../contract").Operations} Operations */

const MESSAGES_KEPT = 200;
const DISRUPTIONS_KEPT = 2000;

export class Store {
  loaded = false;
  /** @type {string | null} The local origin date that is shown. */
  date = null;
  /** @type {string | null} Business time of the newest thing known. */
  asOf = null;
  /** @type {Map<string, FlightRow>} */
  flights = new Map();
  /** @type {Map<string, DisruptionRow>} */
  disruptions = new Map();
  /** @type {MessageRow[]} Newest first. */
  messages = [];
  /** @type {Operations | null} */
  operations = null;
  /** How many flights the day has beyond those of the snapshot. */
  leftOut = 0;
  /** @type {Map<string, Set<string>>} Flights of other days that changed meanwhile, by day. */
  elsewhere = new Map();
  /** How many rows the stream has brought. */
  applied = 0;
  /** @type {((kind: string, row: any, before: any) => void)[]} */
  #listeners = [];

  /** @param {(kind: string, row: any, before: any) => void} listener told once for each row; `all` after a snapshot */
  listen(listener) {
    this.#listeners.push(listener);
  }

  /** @param {import("../contract").Snapshot} snapshot taken over whole: what it does not have is gone */
  replace(snapshot) {
    this.loaded = true;
    this.date = snapshot.date;
    this.asOf = snapshot.asOf;
    this.flights = new Map(snapshot.flights.map((row) => [row.flightKey, row]));
    this.disruptions = new Map(snapshot.disruptions.map((row) => [row.eventId, row]));
    this.messages = snapshot.messages.slice(0, MESSAGES_KEPT);
    this.operations = snapshot.operations;
    this.leftOut = snapshot.flightsLeftOut ?? 0;
    this.elsewhere.clear();
    this.#tell("all", null, null);
  }

  /**
   * One row of the stream. Unknown kinds are for newer pages than this one.
   * @param {string} kind
   * @param {any} row
   */
  apply(kind, row) {
    this.applied += 1;
    if (kind === "flight") this.#flight(row);
    else if (kind === "disruption") this.#disruption(row);
    else if (kind === "message") this.#message(row);
    else if (kind === "operations") this.#operations(row);
  }

  /** @param {FlightRow} row */
  #flight(row) {
    if (row.originDate !== this.date) {
      const keys = this.elsewhere.get(row.originDate) ?? new Set();
      this.elsewhere.set(row.originDate, keys.add(row.flightKey));
      this.#tell("elsewhere", row, null);
      return;
    }
    const before = this.flights.get(row.flightKey);
    if (before && before.version > row.version) return;
    this.flights.set(row.flightKey, row);
    this.#tell("flight", row, before ?? null);
  }

  /** @param {DisruptionRow} row */
  #disruption(row) {
    const before = this.disruptions.get(row.eventId);
    if (before && isLater(before.updatedAt, row.updatedAt)) return;
    this.disruptions.delete(row.eventId); // the one changed last is the last of the map
    this.disruptions.set(row.eventId, row);
    if (this.disruptions.size > DISRUPTIONS_KEPT) this.#forget();
    this.#tell("disruption", row, before ?? null);
  }

  /** The one of those that have ended which changed longest ago. */
  #forget() {
    for (const [key, row] of this.disruptions) {
      if (row.state === "DONE") {
        this.disruptions.delete(key);
        return;
      }
    }
  }

  /** @param {MessageRow} row */
  #message(row) {
    if (this.messages.some((known) => known.notificationId === row.notificationId)) return;
    const place = this.messages.findIndex((known) => !isLater(known.at ?? "", row.at ?? ""));
    this.messages.splice(place < 0 ? this.messages.length : place, 0, row);
    this.messages.length = Math.min(this.messages.length, MESSAGES_KEPT);
    this.#tell("message", row, null);
  }

  /** @param {Operations} row */
  #operations(row) {
    if (this.operations && isLater(this.operations.at, row.at)) return;
    const before = this.operations;
    this.operations = row;
    if (row.asOf) this.asOf = row.asOf;
    this.#tell("operations", row, before);
  }

  /**
   * @param {string} kind
   * @param {any} row
   * @param {any} before
   */
  #tell(kind, row, before) {
    for (const listener of this.#listeners) listener(kind, row, before);
  }
}
