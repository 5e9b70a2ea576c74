// What happened to a flight, newest first: each event as it came in, whether or not it changed anything.

import { clockOn, clockSeconds } from "../state/times.js";
import { ASPECT_WORDS, REASON_WORDS, eventWords, word } from "../state/words.js";
import { element } from "../ui/dom.js";

/** @typedef {import("../contract").HistoryEntry} HistoryEntry */

/**
 * @param {HistoryEntry[]} entries in the order in which they became true
 * @param {string} date local date of the flight
 */
export function timeline(entries, date) {
  if (entries.length === 0) return element("p", { class: "quiet" }, "Nothing has been said of this flight yet.");
  return element("ol", { class: "timeline", reversed: true }, ...[...entries].reverse().map((entry) => item(entry, date)));
}

/**
 * @param {HistoryEntry} entry
 * @param {string} date
 */
function item(entry, date) {
  const made = madeUp(entry.provenance);
  return element("li", { "data-event": entry.eventType },
    element("time", { datetime: entry.occurredAt, class: "numeric", title: `${clockSeconds(entry.occurredAt)} UTC` },
      clockOn(entry.occurredAt, date)),
    element("div", {},
      element("p", {}, element("strong", {}, eventWords(entry.eventType)), " ", said(entry.facts, date)),
      element("p", { class: "quiet" },
        [entry.source, entry.authority.replaceAll("_", " ").toLowerCase(), entry.seq !== null && `no. ${entry.seq}`, made]
          .filter(Boolean).join(" · "))));
}

/**
 * @param {Record<string, unknown>} facts
 * @param {string} date
 */
function said(facts, date) {
  const parts = Object.entries(facts).flatMap(([name, value]) => {
    if (value === null || typeof value === "boolean") return [];
    if (name === "reason") return [word(REASON_WORDS, String(value))];
    const text = Array.isArray(value) ? value.join(", ") : String(value);
    const isTime = /^\d{4}-\d\d-\d\dT/.test(text);
    return [`${word(ASPECT_WORDS, name).replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase()} ${isTime ? clockOn(text, date) : text}`];
  });
  return parts.join(", ");
}

/** @param {Record<string, unknown>} provenance which parts of the event no published data has */
function madeUp(provenance) {
  const fields = Object.entries(Object(provenance.fields)).filter(([, how]) => how === "synthetic").map(([name]) => name);
  if (provenance.default === "synthetic") return "made up for the demo";
  return fields.length ? `made up: ${fields.join(", ")}` : "";
}
