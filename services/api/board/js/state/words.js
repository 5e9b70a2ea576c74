// The words for what the API says in codes.

export const STATUS_WORDS = /** @type {Record<string, string>} */ ({
  scheduled: "Scheduled", boarding: "Boarding", delayed: "Delayed", cancelled: "Cancelled",
  diverted: "Diverted", departed: "Departed", arrived: "Arrived",
});

export const PHASES = ["SCHEDULED", "BOARDING", "GATE_CLOSED", "OUT", "OFF", "ON", "IN"];
export const PHASE_WORDS = /** @type {Record<string, string>} */ ({
  SCHEDULED: "Not boarding", BOARDING: "Boarding", GATE_CLOSED: "Gate closed", OUT: "Off block",
  OFF: "Airborne", ON: "Landed", IN: "On block",
});

export const KIND_WORDS = /** @type {Record<string, string>} */ ({
  delay: "Delay", cancellation: "Cancellation", cancelled: "Cancellation", gate_change: "Gate change",
  gate: "Gate change", diverted: "Diversion", diversion: "Diversion", reinstated: "Reinstated",
});

export const STATE_WORDS = /** @type {Record<string, string>} */ ({
  RUNNING: "Telling", DONE: "Told", FAILED: "Failed, retrying", PARKED: "Parked",
});

export const ASPECT_WORDS = /** @type {Record<string, string>} */ ({
  out: "departure", delay: "delay", gate: "gate", terminal: "terminal", disposition: "disposition",
  diversion: "diversion", next_info: "next information", nextInfo: "next information", phase: "phase",
  status: "status", cancelled: "cancellation", estimatedOut: "departure", scheduledOut: "schedule", actualOut: "off block",
});

/** SSIM ASM change reasons. */
export const REASON_WORDS = /** @type {Record<string, string>} */ ({
  AIRS: "airspace", ARPT: "airport", COMM: "commercial", CREW: "crew", DAMA: "damage", EQUI: "equipment",
  FUEL: "fuel", HDLG: "handling", HOLI: "holiday", INDU: "industrial action", OPER: "operations",
  PERF: "performance", POLI: "police", POSI: "positioning", REPO: "repositioning", ROTA: "late rotation",
  RTNS: "return", RUNW: "runway", TECH: "technical", WEAT: "weather",
});

/**
 * A word of the list, or the code itself in readable form: a newer API may know more than this page.
 * @param {Record<string, string>} list
 * @param {string | null | undefined} code
 */
export function word(list, code) {
  if (!code) return "";
  return list[code] ?? code.replace(/^flight\./, "").replaceAll("_", " ");
}

/** @param {string} eventType "flight.gate_changed" */
export function eventWords(eventType) {
  const plain = eventType.replace(/^flight\./, "").replaceAll("_", " ");
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

/**
 * Designator of a flight key: "UA-0207-2013-03-08-EWR-1" is UA207.
 * @param {string} flightKey
 */
export function designatorOf(flightKey) {
  const [carrier, number = ""] = flightKey.split("-");
  return carrier + number.replace(/^0+(?=\d)/, "");
}

/**
 * @param {number} number
 * @param {string} noun in the singular
 */
export function plural(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
