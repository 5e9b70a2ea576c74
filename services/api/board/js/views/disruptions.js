// Disruptions in progress: what is being told of which flight, to how many, and where it hangs.

import { flightHash } from "../state/route.js";
import { age, count } from "../state/times.js";
import { KIND_WORDS, STATE_WORDS, designatorOf, word } from "../state/words.js";
import { byId, element, setAttribute, setText } from "../ui/dom.js";
import { glyph } from "../ui/glyphs.js";
import { showKeyed } from "./keyed.js";

/** @typedef {import("../contract").DisruptionRow} DisruptionRow */

const SHOWN = 40;
/** What needs somebody comes first. */
const URGENCY = ["PARKED", "FAILED", "RUNNING", "DONE"];

export class Disruptions {
  #list = byId("disruption-list");
  #sums = byId("disruption-sums");
  #more = byId("disruption-more");
  #empty = byId("disruption-empty");

  /**
   * @param {Iterable<DisruptionRow>} rows
   * @param {number} now
   */
  show(rows, now) {
    const all = [...rows].sort(
      (a, b) => URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state) || Date.parse(b.updatedAt) - Date.parse(a.updatedAt),
    );
    showKeyed(this.#list, all.slice(0, SHOWN), (row) => row.eventId, make, (card, row) => update(card, row, now));
    this.#empty.hidden = all.length > 0;
    this.#more.hidden = all.length <= SHOWN;
    setText(this.#more, `and ${count(all.length - SHOWN)} more, all less urgent`);
    setText(this.#sums, sums(all));
  }
}

/** @param {DisruptionRow[]} rows */
function sums(rows) {
  const of = (/** @type {string} */ state) => rows.filter((row) => row.state === state).length;
  const stuck = of("FAILED") + of("PARKED");
  return `${count(of("RUNNING"))} in progress${stuck ? `, ${count(stuck)} failed` : ""}`;
}

/** @param {DisruptionRow} row */
function make({ flightKey, kind }) {
  return element(
    "li",
    { class: "card" },
    element("div", { class: "card-head" },
      glyph(kind),
      element("a", { href: flightHash(flightKey) }, designatorOf(flightKey)),
      element("span", { class: "card-kind" }, word(KIND_WORDS, kind)),
      element("span", { class: "state" })),
    element("div", { class: "told-bar", "aria-hidden": "true" }, element("i"), element("i"), element("i")),
    element("div", { class: "card-foot" }, element("span"), element("span", { class: "age" })),
  );
}

/**
 * @param {HTMLElement} card
 * @param {DisruptionRow} row
 * @param {number} now
 */
function update(card, row, now) {
  const [head, bar, foot] = card.children;
  setAttribute(card, "data-state", row.state);
  setText(head.children[3], word(STATE_WORDS, row.state));
  const all = row.contacts ?? (row.told ?? 0) + (row.held ?? 0) + (row.failed ?? 0);
  [row.told, row.held, row.failed].forEach((part, index) => {
    const piece = /** @type {HTMLElement} */ (bar.children[index]);
    piece.style.width = `${all ? Math.min(100, ((part ?? 0) / all) * 100) : 0}%`;
  });
  setText(foot.children[0], inWords(row));
  setText(foot.children[1], age(row.updatedAt, now));
}

/** @param {DisruptionRow} row */
function inWords({ state, contacts, told, held, failed, reason, attempt }) {
  const parts = [told === null ? (state === "RUNNING" ? "looking at everybody booked" : "not all told")
    : contacts === null ? `${count(told)} told` : `${count(told)} of ${count(contacts)} contacts told`];
  if (held) parts.push(`${count(held)} held`);
  if (failed) parts.push(`${count(failed)} failed`);
  if (attempt && attempt > 1) parts.push(`try ${attempt}`);
  if (reason) parts.push(reason);
  return parts.join(" · ");
}
