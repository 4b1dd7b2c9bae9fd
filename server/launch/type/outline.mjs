// A glyph as WOFF2 sends it (https://www.w3.org/TR/WOFF2/#glyf_table_format): streams that are only strung together later.

/** @param {{ x: number, y: number, on: boolean }[][]} contours */
export function packOutline(contours) {
  const counts = [];
  const flags = [];
  const steps = [];
  let [x, y] = [0, 0];
  for (const contour of contours) {
    count(contour.length, counts);
    for (const point of contour) {
      step(point.x - x, point.y - y, point.on, flags, steps);
      [x, y] = [point.x, point.y];
    }
  }
  // No instructions.
  if (contours.length) steps.push(0);
  return { contours: contours.length, counts, flags, steps };
}

function count(value, out) {
  if (value < 253) out.push(value);
  else if (value < 506) out.push(255, value - 253);
  else if (value < 762) out.push(254, value - 506);
  else out.push(253, value >> 8, value & 255);
}

function step(dx, dy, on, flags, out) {
  const [x, y] = [Math.abs(dx), Math.abs(dy)];
  const signs = (dx < 0 ? 0 : 1) + (dy < 0 ? 0 : 2);
  const flag = (value) => flags.push((on ? 0 : 128) + value);
  if (dx === 0 && y < 1280) {
    flag(((y & 0xf00) >> 7) + (signs >> 1));
    out.push(y & 255);
  } else if (dy === 0 && x < 1280) {
    flag(10 + ((x & 0xf00) >> 7) + (signs & 1));
    out.push(x & 255);
  } else if (x > 0 && y > 0 && x < 65 && y < 65) {
    flag(20 + ((x - 1) & 0x30) + (((y - 1) & 0x30) >> 2) + signs);
    out.push((((x - 1) & 15) << 4) | ((y - 1) & 15));
  } else if (x > 0 && y > 0 && x < 769 && y < 769) {
    flag(84 + 12 * ((x - 1) >> 8) + 4 * ((y - 1) >> 8) + signs);
    out.push((x - 1) & 255, (y - 1) & 255);
  } else if (x < 4096 && y < 4096) {
    flag(120 + signs);
    out.push(x >> 4, ((x & 15) << 4) | (y >> 8), y & 255);
  } else {
    flag(124 + signs);
    out.push(x >> 8, x & 255, y >> 8, y & 255);
  }
}
