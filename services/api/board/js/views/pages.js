// Which page is shown, by the fragment of the address; the board stays where it was while a flight is looked at.

import { flightHash, fromHash } from "../state/route.js";
import { byId } from "../ui/dom.js";

/** @typedef {import("../state/route").Route} Route */

export class Pages {
  #board;
  #flight;
  #why;
  #drill;
  /** @type {Route} */
  #route = { page: "board", flightKey: null, notificationId: null };
  /** Of the page and, on a large screen, of its main part. */
  #scroll = [0, 0];
  #main = /** @type {HTMLElement} */ (document.querySelector("main"));

  /**
   * @param {import("../board").Board} board
   * @param {import("../flight/flight_page").FlightPage} flight
   * @param {import("./why").WhyDialog} why
   * @param {import("./drill").Drill} drill
   */
  constructor(board, flight, why, drill) {
    this.#board = board;
    this.#flight = flight;
    this.#why = why;
    this.#drill = drill;
    addEventListener("popstate", () => {
      this.#board.readUrl();
      this.show();
    });
    byId("back").addEventListener("click", () => this.back());
  }

  show() {
    const before = this.#route;
    const route = fromHash(location.hash);
    this.#route = route;
    if (before.page !== "flight" && route.page === "flight") this.#scroll = [scrollY, this.#main.scrollTop];
    byId("board-view").hidden = route.page === "flight";
    byId("flight-view").hidden = route.page !== "flight";
    this.#flight.show(route.flightKey);
    this.#drill.show(route.page === "drill");
    void this.#why.show(route.notificationId);
    if (before.page === "flight" && route.page !== "flight") {
      this.#scrollTo(this.#scroll);
      if (before.flightKey) this.#board.focus(before.flightKey);
    } else if (before.page !== "flight" && route.page === "flight") this.#scrollTo([0, 0]);
  }

  /** @param {() => void} task done only where the board is in sight */
  onBoard(task) {
    if (this.#route.page !== "flight") task();
  }

  /** One step up: out of a field, from a flight to the board, from a narrowed board to the whole one. */
  back() {
    const active = /** @type {HTMLElement | null} */ (document.activeElement);
    if (active?.matches("#search")) active.blur();
    else if (this.#route.page === "board") this.#board.clearFilters();
    else this.#go("");
  }

  /** The dialog was closed, by its button or by Escape. */
  closeWhy() {
    if (this.#route.notificationId === null) return;
    this.#go(this.#route.flightKey ? flightHash(this.#route.flightKey) : "");
  }

  /** @param {number[]} place */
  #scrollTo([page, main]) {
    scrollTo(0, page);
    this.#main.scrollTop = main;
  }

  /** @param {string} hash */
  #go(hash) {
    history.pushState(null, "", location.pathname + location.search + hash);
    this.show();
  }
}
