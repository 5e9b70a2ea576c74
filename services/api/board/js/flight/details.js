// The head of a flight's page: status, and its times and place as booked, as announced, as now.

import { clockOn, minutesInWords } from "../state/times.js";
import { PHASE_WORDS, REASON_WORDS, STATUS_WORDS, word } from "../state/words.js";
import { element } from "../ui/dom.js";
import { glyph } from "../ui/glyphs.js";

/** @typedef {import("../contract").Flight} Flight */

/** @param {Flight} flight */
export function flightHead(flight) {
  const late = flight.delayMinutes !== null && Math.abs(flight.delayMinutes) >= 15 && flight.status !== "cancelled"
    ? `${minutesInWords(flight.delayMinutes)} ${flight.delayMinutes < 0 ? "early" : "late"}` : null;
  const aircraft = [flight.aircraftType, flight.registration].filter(Boolean).join(" ");
  return [
    element("p", { class: "verdict", "data-status": flight.status },
      glyph(flight.status), element("strong", {}, word(STATUS_WORDS, flight.status)),
      late && element("span", { class: "numeric" }, late),
      flight.reason && element("span", {}, word(REASON_WORDS, flight.reason)),
      element("span", { class: "quiet" }, word(PHASE_WORDS, flight.phase))),
    element("p", { class: "quiet" },
      [flight.originDate, flight.marketing.length && `also ${flight.marketing.join(", ")}`, aircraft,
        flight.stand && `stand ${flight.stand}`, `version ${flight.version}`].filter(Boolean).join(" · ")),
    flight.conflicts.length > 0 && element("p", { class: "problem" },
      `The sources contradict each other: ${flight.conflicts.map((name) => name.replaceAll("_", " ")).join(", ")}. `
      + "Nobody is told of that until it is settled."),
  ].filter((node) => node instanceof Node);
}

/** @param {Flight} flight what passengers hold, what they were told from, and what is so now */
export function truthTable(flight) {
  const { booked, announced } = flight;
  const out = flight.actualOut ?? flight.estimatedOut ?? flight.scheduledOut;
  const at = (/** @type {string | null} */ iso) => clockOn(iso, flight.originDate);
  const rows = [
    ["Departure", at(booked.out), at(announced.out), at(out)],
    ["Gate", booked.gate, announced.gate, flight.gate],
    ["Terminal", booked.terminal, announced.terminal, flight.terminal],
    ["Flies", "as booked", announced.disposition.toLowerCase(), flight.disposition.toLowerCase()],
  ];
  return table("As booked, as announced, and now", ["", "Booked", "Announced", "Now"], rows.map(([name, ...values]) => ({
    name: name ?? "", values, marked: values[1] !== values[2],
  })));
}

/** @param {Flight} flight */
export function movementTable(flight) {
  const at = (/** @type {string | null} */ iso) => clockOn(iso, flight.originDate);
  const rows = [
    { name: "Boarding", values: ["", "", at(flight.boardingAt)] },
    { name: "Off block", values: [at(flight.scheduledOut), at(flight.estimatedOut), at(flight.actualOut)] },
    { name: "Airborne", values: ["", "", at(flight.actualOff)] },
    { name: "Landed", values: ["", "", at(flight.actualOn)] },
    { name: "On block", values: [at(flight.scheduledIn), at(flight.estimatedIn), at(flight.actualIn)] },
  ];
  return table("Movement, UTC", ["", "Scheduled", "Estimated", "Actual"], rows.map((row) => ({ ...row, marked: false })));
}

/**
 * @param {string} caption
 * @param {string[]} heads
 * @param {{name: string, values: (string | null)[], marked: boolean}[]} rows
 */
function table(caption, heads, rows) {
  return element("table", { class: "truths" },
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...heads.map((head) => (head ? element("th", { scope: "col" }, head) : element("td", {}))))),
    element("tbody", {}, ...rows.map(({ name, values, marked }) =>
      element("tr", { class: marked ? "differs" : null },
        element("th", { scope: "row" }, name), ...values.map((value) => element("td", {}, value ?? "–"))))));
}
