// Small bars over time.

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {SVGSVGElement} svg
 * @param {number[]} values oldest first
 * @param {number} slots how many the width holds
 * @param {number} full value of the whole height
 */
export function drawBars(svg, values, slots, full) {
  svg.setAttribute("viewBox", `0 0 ${slots} 100`);
  svg.setAttribute("preserveAspectRatio", "none");
  while (svg.childElementCount < slots) svg.append(document.createElementNS(SVG, "rect"));
  const first = slots - values.length;
  for (let slot = 0; slot < slots; slot += 1) {
    const height = Math.min(100, ((values[slot - first] ?? 0) / full) * 100);
    const bar = svg.children[slot];
    bar.setAttribute("x", String(slot + 0.15));
    bar.setAttribute("width", "0.7");
    bar.setAttribute("y", String(100 - height));
    bar.setAttribute("height", String(height));
  }
}
