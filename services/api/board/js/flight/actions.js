// What somebody with ops:write may do to a flight from the board.

import { clock } from "../state/times.js";
import { ASPECT_WORDS, REASON_WORDS, word } from "../state/words.js";
import { element } from "../ui/dom.js";
import { commandOf } from "./commands.js";

/** @typedef {import("../contract").Flight} Flight */
/** @typedef {import("./action_dialog").Action} Action */

const REASONS = Object.entries(REASON_WORDS).sort(([, a], [, b]) => (a < b ? -1 : 1));
const DELAYS = [15, 30, 45, 60, 90, 120, 180, 240];

/**
 * @param {"delay" | "cancel" | "gate"} name
 * @param {Flight} flight
 * @param {import("../api").Api} api
 * @param {() => string} businessNow
 * @returns {Action}
 */
export function actionOn(name, flight, api, businessNow) {
  const shape = SHAPES[name];
  return {
    ...shape,
    title: `${shape.title} ${flight.designator}`,
    fields: shape.fieldsOf(flight),
    command: (fields) => commandOf(name, flight, fields, businessNow()),
    look: (location) => api.get(location),
    isDone: (answer) => answer.applied,
    outcome: ({ determines }) => (determines.length
      ? `Applied: it now determines ${determines.map((/** @type {string} */ field) => word(ASPECT_WORDS, field)).join(", ")}. Whoever has to know is being told.`
      : "In the history, but something newer or of more authority already says otherwise; nothing changed."),
  };
}

/**
 * @param {import("../contract").NotificationLine} line
 * @param {import("../api").Api} api
 * @returns {Action}
 */
export function resendOf(line, api) {
  return {
    title: "Send again",
    verb: "Send again",
    grave: false,
    fields: [],
    consequence: `This contact gets message ${line.n + 1} about the flight, with what is true when it is made, not the old text.`,
    command: () => ({ path: `v1/notifications/${encodeURIComponent(line.notificationId)}/resend`, body: null, says: "" }),
    look: (location) => api.get(location),
    isDone: () => true,
    outcome: () => "Sent.",
  };
}

const SHAPES = {
  delay: {
    title: "Delay", verb: "Send the delay", grave: false,
    consequence: "Passengers are told when the new time differs by 15 minutes or more from what was announced.",
    fieldsOf: (/** @type {Flight} */ flight) => [
      field("New departure", select("minutes", DELAYS.map((minutes) => [String(minutes), delayWords(flight, minutes)]))),
      field("Reason", select("reason", [["", "not said"], ...REASONS])),
    ],
  },
  cancel: {
    title: "Cancel", verb: "Cancel the flight", grave: true,
    consequence: "Every passenger is told at once, and their bookings are marked for rebooking.",
    fieldsOf: () => [field("Reason", select("reason", [["", "not said"], ...REASONS]))],
  },
  gate: {
    title: "Gate of", verb: "Send the gate", grave: false,
    consequence: "Passengers are told once the gate has stood for a while: a gate that flips back tells nobody.",
    fieldsOf: (/** @type {Flight} */ flight) => [
      field("New gate", element("input", { name: "gate", required: true, maxlength: 6, pattern: "[A-Za-z0-9][A-Za-z0-9 \\-]{0,5}", autocomplete: "off", title: "up to six letters and digits, B7" })),
      field("Terminal", element("input", { name: "terminal", maxlength: 6, value: flight.terminal ?? "", pattern: "[A-Za-z0-9][A-Za-z0-9 \\-]{0,5}", autocomplete: "off" })),
    ],
  },
};

/**
 * @param {Flight} flight
 * @param {number} minutes
 */
function delayWords({ scheduledOut }, minutes) {
  if (!scheduledOut) return `${minutes} min from now`;
  const at = new Date(Date.parse(scheduledOut) + minutes * 60_000).toISOString();
  return `${clock(at)} UTC, ${minutes} min after schedule`;
}

/**
 * @param {string} label
 * @param {HTMLElement} control
 */
function field(label, control) {
  return element("label", { class: "field" }, element("span", {}, label), control);
}

/**
 * @param {string} name
 * @param {string[][]} options
 */
function select(name, options) {
  return element("select", { name }, ...options.map(([value, text]) => element("option", { value }, text)));
}
