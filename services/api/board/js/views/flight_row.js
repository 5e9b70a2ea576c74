// One flight of the table: made once, then only what differs is touched.

import { flightHash } from "../state/route.js";
import { age, clock, minutesInWords } from "../state/times.js";
import { ASPECT_WORDS, PHASES, PHASE_WORDS, STATE_WORDS, STATUS_WORDS, word } from "../state/words.js";
import { element, setAttribute, setText } from "../ui/dom.js";
import { glyph, setGlyph } from "../ui/glyphs.js";

/** @typedef {import("../contract").FlightRow} FlightRow */
/** @typedef {import("../contract").DisruptionRow} DisruptionRow */
/** @typedef {Record<string, HTMLElement> & {glyph: any}} Parts */

/** Below that a departure counts as on time, and what the schedule said is of no interest. */
const NOTICEABLE_MINUTES = 15;

/** @type {WeakMap<HTMLElement, Parts>} */
const partsOf = new WeakMap();

/** @param {string} flightKey */
export function makeFlightRow(flightKey) {
  const parts = /** @type {Parts} */ ({ glyph: glyph("unknown") });
  for (const name of ["was", "time", "route", "status", "late", "bar", "phase", "gateWas", "gate", "told", "age", "what"]) {
    parts[name] = element("span", { class: `part-${name}` });
  }
  parts.bar.setAttribute("aria-hidden", "true");
  parts.link = element("a", { href: flightHash(flightKey), class: "part-flight" });
  const cell = (/** @type {string} */ name, /** @type {Node[]} */ ...inside) =>
    element("div", { role: "cell", class: `cell cell-${name}` }, ...inside);
  const row = element(
    "div",
    { role: "row", class: "row", "data-key": flightKey },
    cell("time", parts.was, parts.time),
    cell("flight", parts.link),
    cell("route", parts.route),
    cell("status", parts.glyph, parts.status, parts.late),
    cell("phase", parts.bar, parts.phase),
    cell("gate", parts.gateWas, parts.gate),
    cell("told", parts.told),
    cell("changed", parts.age, parts.what),
  );
  partsOf.set(row, parts);
  return row;
}

/**
 * @param {HTMLElement} row
 * @param {FlightRow} flight
 * @param {{index: number, now: number, gateBefore: string | null, disruption: DisruptionRow | null}} around
 */
export function updateFlightRow(row, flight, { index, now, gateBefore, disruption }) {
  const parts = /** @type {Parts} */ (partsOf.get(row));
  const out = flight.actualOut ?? flight.estimatedOut ?? flight.scheduledOut;
  const moved = Math.abs(flight.delayMinutes ?? 0) >= NOTICEABLE_MINUTES;
  setAttribute(row, "aria-rowindex", String(index + 2)); // the head is the first row
  setAttribute(row, "data-status", flight.status);
  setText(parts.was, moved ? clock(flight.scheduledOut) : "");
  setText(parts.time, clock(out));
  setText(parts.link, flight.designator);
  setText(parts.route, `${flight.origin} → ${flight.destination ?? "?"}`);
  setGlyph(parts.glyph, flight.status);
  setText(parts.status, word(STATUS_WORDS, flight.status));
  setText(parts.late, lateness(flight));
  parts.bar.style.setProperty("--phase", String(Math.max(0, PHASES.indexOf(flight.phase))));
  setText(parts.phase, word(PHASE_WORDS, flight.phase));
  setText(parts.gateWas, gateBefore ?? "");
  setText(parts.gate, flight.gate ?? "–");
  setText(parts.told, toldInShort(disruption));
  setAttribute(parts.told, "data-state", disruption?.state ?? null);
  setText(parts.age, flight.changedAt ? age(flight.changedAt, now) : "–");
  setText(parts.what, (flight.changes ?? []).map((name) => word(ASPECT_WORDS, name)).join(", "));
}

/** @param {FlightRow} flight minutes that are worth a word: from a quarter of an hour on */
function lateness({ delayMinutes, status }) {
  if (delayMinutes === null || status === "cancelled") return "";
  if (delayMinutes >= NOTICEABLE_MINUTES) return `+${minutesInWords(delayMinutes)}`;
  return delayMinutes <= -NOTICEABLE_MINUTES ? `−${minutesInWords(delayMinutes)}` : "";
}

/** @param {DisruptionRow | null} disruption */
function toldInShort(disruption) {
  if (!disruption) return "";
  if (disruption.told === null) return word(STATE_WORDS, disruption.state);
  const { told, contacts, held, failed } = disruption;
  const of = contacts === null ? `${told}` : `${told} of ${contacts}`;
  if (failed) return `${of}, ${failed} failed`;
  return held ? `${of}, ${held} held` : of;
}
