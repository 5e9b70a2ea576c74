// Which flights are shown and in which order. The URL's query holds it, so that a link shows the same.

/** @typedef {import("../contract").FlightRow} FlightRow */
/**
 * @typedef {object} Filters
 * @property {string} q text in designator, route, gate or reason
 * @property {string[]} status none: all
 * @property {string} origin
 * @property {string} carrier
 * @property {number} changed changed in the last so many minutes; 0: whenever
 * @property {string} hour departure in that hour of UTC, "14"; empty: all
 * @property {string} sort
 * @property {boolean} descending
 */

export const STATUSES = ["scheduled", "boarding", "delayed", "cancelled", "diverted", "departed", "arrived"];
export const SORTS = ["time", "flight", "route", "status", "gate", "changed"];
export const CHANGED_MINUTES = [1, 5, 15, 60];

/** Columns whose most interesting end is the high one. */
const HIGH_FIRST = new Set(["status", "changed"]);

/**
 * What a query says; anything it cannot mean is as if it were not there.
 * @param {URLSearchParams} query
 * @returns {Filters}
 */
export function fromQuery(query) {
  const sort = query.get("sort") ?? "";
  const known = SORTS.includes(sort) ? sort : "time";
  const minutes = Number(query.get("changed"));
  const hour = query.get("hour") ?? "";
  return {
    q: (query.get("q") ?? "").slice(0, 60),
    status: (query.get("status") ?? "").split(",").filter((name) => STATUSES.includes(name)),
    origin: (query.get("origin") ?? "").toUpperCase().slice(0, 3),
    carrier: (query.get("carrier") ?? "").toUpperCase().slice(0, 3),
    changed: Number.isFinite(minutes) && minutes > 0 ? Math.min(Math.ceil(minutes), 1440) : 0,
    hour: /^([01]\d|2[0-3])$/.test(hour) ? hour : "",
    sort: known,
    descending: query.has("dir") ? query.get("dir") === "desc" : HIGH_FIRST.has(known),
  };
}

/**
 * The query of these filters, on top of what else the query holds; what is as usual is left out.
 * @param {Filters} filters
 * @param {URLSearchParams} query
 */
export function toQuery(filters, query) {
  const made = new URLSearchParams(query);
  /** @type {[string, string][]} */
  const values = [
    ["q", filters.q],
    ["status", filters.status.join(",")],
    ["origin", filters.origin],
    ["carrier", filters.carrier],
    ["changed", filters.changed ? String(filters.changed) : ""],
    ["hour", filters.hour],
    ["sort", filters.sort === "time" ? "" : filters.sort],
    ["dir", filters.descending === HIGH_FIRST.has(filters.sort) ? "" : filters.descending ? "desc" : "asc"],
  ];
  for (const [name, value] of values) {
    if (value) made.set(name, value);
    else made.delete(name);
  }
  return made;
}

/** @param {Filters} filters how many of them narrow the list */
export function narrowing(filters) {
  const { q, status, origin, carrier, changed, hour } = filters;
  return [q, status.length, origin, carrier, changed, hour].filter(Boolean).length;
}

/** @param {string} column */
export function startsDescending(column) {
  return HIGH_FIRST.has(column);
}

/**
 * @param {Filters} filters
 * @param {number} now epoch milliseconds of the server
 * @returns {(row: FlightRow) => boolean}
 */
export function matcher(filters, now) {
  const words = filters.q.toUpperCase().split(/\s+/).filter(Boolean);
  const since = filters.changed ? now - filters.changed * 60_000 : 0;
  return (row) =>
    (filters.status.length === 0 || filters.status.includes(row.status)) &&
    (!filters.origin || row.origin === filters.origin) &&
    (!filters.carrier || row.carrier === filters.carrier) &&
    (!since || (row.changedAt !== null && Date.parse(row.changedAt) >= since)) &&
    (!filters.hour || row.scheduledOut?.slice(11, 13) === filters.hour) &&
    words.every((word) => haystack(row).includes(word));
}

/** @param {FlightRow} row */
function haystack(row) {
  return [
    row.designator, row.flightKey, row.origin, row.destination, row.status,
    row.gate, row.gate && `GATE ${row.gate}`, row.disposition,
  ].join(" ").toUpperCase();
}
