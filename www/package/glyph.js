/** The two drawings of the bar. They stand beside their word and are hidden from the reading order. */

const DRAWING = "http://www.w3.org/2000/svg";

const PATHS = {
  hide: ["M4 10q8 7 16 0", "M5.5 12.2 4 14.4", "M12 14v3", "M18.5 12.2l1.5 2.2"],
  leave: ["M9 4.5H5.5v15H9", "M10.5 12H20", "M16.5 8.5 20 12l-3.5 3.5"],
};

/** Draws the glyph called `name`; `turns` mirrors it where the reading direction does. */
export function glyph(name, turns) {
  const drawing = document.createElementNS(DRAWING, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  if (turns) drawing.setAttribute("class", "turns");
  for (const path of PATHS[name]) {
    const stroke = document.createElementNS(DRAWING, "path");
    stroke.setAttribute("d", path);
    drawing.append(stroke);
  }
  return drawing;
}
