// The order of the flights: by the chosen column, then by departure, then by key, so that it never wavers.

/** @typedef {import("../contract").FlightRow} FlightRow */

/** Gravest last: "status, descending" begins with what needs somebody. */
const GRAVITY = ["arrived", "departed", "scheduled", "boarding", "delayed", "diverted", "cancelled"];

/** @type {Record<string, (row: FlightRow) => string | number>} */
const KEYS = {
  time: (row) => row.scheduledOut ?? "9999",
  flight: (row) => row.designator.replace(/\d+/, (digits) => digits.padStart(5, "0")),
  route: (row) => `${row.origin} ${row.destination ?? ""}`,
  // Minutes within a status: the longest delay is the gravest one.
  status: (row) => GRAVITY.indexOf(row.status) * 10_000 + Math.max(-4999, Math.min(row.delayMinutes ?? 0, 4999)),
  gate: (row) => (row.gate ?? "~").replace(/\d+/, (digits) => digits.padStart(4, "0")),
  changed: (row) => (row.changedAt ? Date.parse(row.changedAt) : 0),
};

/**
 * @param {Iterable<FlightRow>} rows
 * @param {string} column one of the keys above
 * @param {boolean} descending
 * @returns {FlightRow[]}
 */
export function ordered(rows, column, descending) {
  const key = KEYS[column];
  const keyed = Array.from(rows, (row) => ({ row, key: key(row), time: KEYS.time(row) }));
  const sign = descending ? -1 : 1;
  keyed.sort(
    (a, b) => sign * compare(a.key, b.key) || compare(a.time, b.time) || compare(a.row.flightKey, b.row.flightKey),
  );
  return keyed.map(({ row }) => row);
}

/**
 * @template {string | number} T
 * @param {T} a
 * @param {T} b
 */
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
