// What an action says to the API: pure, from the fields of its form.

/** @typedef {import("../contract").Flight} Flight */
/** @typedef {{path: string, body: unknown, says: string}} Command */

/**
 * The event that a form asks for.
 * @param {"delay" | "cancel" | "gate"} action
 * @param {Flight} flight
 * @param {Record<string, string>} fields of the form, trimmed
 * @param {string} at business time, ISO
 * @returns {Command}
 */
export function commandOf(action, flight, fields, at) {
  const path = `v1/flights/${encodeURIComponent(flight.flightKey)}/events`;
  const event = (/** @type {string} */ eventType, /** @type {Record<string, unknown>} */ data) =>
    ({ eventType, occurredAt: at, data: withoutEmpty(data) });
  const { designator } = flight;
  if (action === "cancel") {
    return { path, body: event("flight.cancelled", { reason: fields.reason }), says: `Cancel ${designator}` };
  }
  if (action === "gate") {
    const gate = fields.gate.toUpperCase();
    const data = { gate, terminal: fields.terminal.toUpperCase(), previousGate: flight.gate };
    return { path, body: event("flight.gate_changed", data), says: `${designator} leaves from gate ${gate}` };
  }
  const estimatedOut = later(flight.scheduledOut ?? at, Number(fields.minutes));
  return {
    path,
    body: event("flight.delayed", { estimatedOut, reason: fields.reason }),
    says: `${designator} leaves at ${estimatedOut.slice(11, 16)} UTC, ${fields.minutes} min late`,
  };
}

/**
 * Business time to stamp a command with: the wall's, or in a replay that of the board or the flight, whichever is
 * later. A command is newer than all that was said before it.
 * @param {"wall" | "event"} clock
 * @param {number} now epoch milliseconds of the server
 * @param {(string | null | undefined)[]} known business times
 */
export function businessTime(clock, now, known) {
  const newest = Math.max(...known.map((iso) => Date.parse(iso ?? "")).filter(Number.isFinite));
  const at = clock === "event" && Number.isFinite(newest) ? newest + 1000 : now;
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}

/**
 * @param {string} iso
 * @param {number} minutes
 */
function later(iso, minutes) {
  return new Date(Date.parse(iso) + minutes * 60_000).toISOString().replace(/\.\d+Z$/, "Z");
}

/** @param {Record<string, unknown>} data */
function withoutEmpty(data) {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== "" && value !== null));
}
