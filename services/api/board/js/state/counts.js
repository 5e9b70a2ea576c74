// Sums over the day: how many flights have which status, and how departures lie over the hours.

/** @typedef {import("../contract").FlightRow} FlightRow */

export const BIN_MINUTES = 15;
const BIN = BIN_MINUTES * 60_000;
const HOUR = 3_600_000;

/** Bottom to top of a bar of the strip. */
export const LAYERS = ["gone", "ontime", "delayed", "diverted", "cancelled"];
const LAYER_OF = /** @type {Record<string, string>} */ ({
  departed: "gone", arrived: "gone", scheduled: "ontime", boarding: "ontime",
});

/** @param {Iterable<FlightRow>} rows */
export function byStatus(rows) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const row of rows) counts[row.status] = (counts[row.status] ?? 0) + 1;
  return counts;
}

/**
 * Departures by scheduled time.
 * @param {Iterable<FlightRow>} rows
 * @returns {{start: number, end: number, highest: number, bins: Record<string, number>[]} | null}
 *   whole hours from `start` to `end` (epoch milliseconds); null: no flight has a schedule
 */
export function overTheDay(rows) {
  const timed = [];
  for (const row of rows) if (row.scheduledOut) timed.push({ at: Date.parse(row.scheduledOut), status: row.status });
  if (timed.length === 0) return null;
  const times = timed.map(({ at }) => at);
  const start = Math.floor(Math.min(...times) / HOUR) * HOUR;
  const end = Math.min(Math.floor(Math.max(...times) / HOUR) * HOUR + HOUR, start + 36 * HOUR);
  const bins = Array.from({ length: (end - start) / BIN }, () => /** @type {Record<string, number>} */ ({}));
  let highest = 0;
  for (const { at, status } of timed) {
    const bin = bins[Math.floor((at - start) / BIN)];
    if (!bin) continue;
    const layer = LAYER_OF[status] ?? status;
    bin[layer] = (bin[layer] ?? 0) + 1;
    bin.all = (bin.all ?? 0) + 1;
    highest = Math.max(highest, bin.all);
  }
  return { start, end, highest, bins };
}
