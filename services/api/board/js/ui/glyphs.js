// Shapes that say the same as the colours beside them: nobody has to tell amber from red.

const SVG = "http://www.w3.org/2000/svg";

/** Paths in a square of 16; the outline ones are stroked, the others filled (css/glyphs.css). */
const PATHS = /** @type {Record<string, string>} */ ({
  scheduled: "M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11z",
  boarding: "M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11z M8 4.6a3.4 3.4 0 0 1 0 6.8z",
  delayed: "M8 1.6l6.9 12.4H1.1z",
  cancelled: "M3 3l10 10M13 3L3 13",
  diverted: "M8 1l7 7-7 7-7-7z",
  departed: "M3.5 12.5l9-9M5.5 3.5h7v7",
  arrived: "M3 3h10v10H3z",
  delay: "M8 1.6l6.9 12.4H1.1z",
  cancellation: "M3 3l10 10M13 3L3 13",
  gate_change: "M2 8h11M9 4l4 4-4 4",
  email: "M1.5 3.5h13v9h-13z M1.5 4.2l6.5 5 6.5-5",
  sms: "M1.5 2.5h13v8.5H7.5L4 14v-3H1.5z",
  push: "M8 1.5a4 4 0 0 1 4 4v3.5l1.5 2.5h-11L4 9V5.5a4 4 0 0 1 4-4z M6.5 13.2a1.6 1.6 0 0 0 3 0",
  unknown: "M3 8h10",
});
const OTHER_NAMES = /** @type {Record<string, string>} */ ({ gate: "gate_change", diversion: "diverted" });

/**
 * @param {string} name a status, kind or channel
 * @returns {SVGSVGElement} hidden from assistive technology: a word is always beside it
 */
export function glyph(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(SVG, "path"));
  setGlyph(svg, name);
  return svg;
}

/**
 * @param {SVGSVGElement} svg
 * @param {string} name
 */
export function setGlyph(svg, name) {
  const known = PATHS[name] ? name : (OTHER_NAMES[name] ?? "unknown");
  if (svg.dataset.glyph === known) return;
  svg.dataset.glyph = known;
  svg.setAttribute("class", `glyph glyph-${known}`);
  /** @type {Element} */ (svg.firstElementChild).setAttribute("d", PATHS[known]);
}
