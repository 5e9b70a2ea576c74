// Times as the board writes them: UTC, 24 hours, and ages in the largest unit that is not zero.

const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/**
 * Whether `a` is after `b`. As text `.500Z` would come before `Z`.
 * @param {string} a
 * @param {string} b
 */
export function isLater(a, b) {
  return Date.parse(a) > Date.parse(b);
}

/** @param {string | null | undefined} iso "2013-03-08T14:05:00Z" is 14:05 */
export function clock(iso) {
  return iso ? iso.slice(11, 16) : "–";
}

/** @param {string | null | undefined} iso with seconds */
export function clockSeconds(iso) {
  return iso ? iso.slice(11, 19) : "–";
}

/**
 * The time, with the day where it is not the one that is looked at.
 * @param {string | null | undefined} iso
 * @param {string | null} date
 */
export function clockOn(iso, date) {
  if (!iso) return "–";
  return date && iso.slice(0, 10) !== date ? `${iso.slice(5, 10)} ${clock(iso)}` : clock(iso);
}

/** @param {string} date "2013-03-08" */
export function dayInWords(date) {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isFinite(at) ? DAY.format(at) : date;
}

/** @param {number} minutes "49 min", "2 h 05" */
export function minutesInWords(minutes) {
  const whole = Math.abs(Math.round(minutes));
  if (whole < 90) return `${whole} min`;
  return `${Math.floor(whole / 60)} h ${String(whole % 60).padStart(2, "0")}`;
}

/**
 * @param {string | null | undefined} iso
 * @param {number} now epoch milliseconds
 */
export function age(iso, now) {
  const seconds = Math.max(0, Math.floor((now - Date.parse(iso ?? "")) / 1000));
  if (!Number.isFinite(seconds)) return "–";
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** @param {number | null | undefined} milliseconds "84 ms", "1.2 s", "3 min" */
export function duration(milliseconds) {
  if (milliseconds === null || milliseconds === undefined) return "–";
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 120_000) return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`;
  return `${Math.round(milliseconds / 60_000)} min`;
}

/** @param {number | null | undefined} number with thin spaces between thousands; a dash for what nobody said */
export function count(number) {
  return number === null || number === undefined ? "–" : Math.round(number).toLocaleString("en-GB");
}
