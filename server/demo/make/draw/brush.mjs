/** A tapering brush stroke along a quadratic curve. */
export function brush(ctx, x0, y0, cx, cy, x1, y1, w0, w1) {
  const n = 22;
  const left = [];
  const right = [];
  for (let i = 0; i <= n; i += 1) {
    const t = i / n;
    const x = (1 - t) ** 2 * x0 + 2 * (1 - t) * t * cx + t * t * x1;
    const y = (1 - t) ** 2 * y0 + 2 * (1 - t) * t * cy + t * t * y1;
    const dx = 2 * (1 - t) * (cx - x0) + 2 * t * (x1 - cx);
    const dy = 2 * (1 - t) * (cy - y0) + 2 * t * (y1 - cy);
    const q = Math.hypot(dx, dy) || 1;
    const w = (w0 + (w1 - w0) * t) * (0.75 + 0.25 * Math.sin(Math.PI * Math.min(1, t * 1.4)));
    left.push([x - (dy / q) * w, y + (dx / q) * w]);
    right.unshift([x + (dy / q) * w, y - (dx / q) * w]);
  }
  ctx.beginPath();
  [...left, ...right].forEach(([x, y], i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
  ctx.fill();
}

export const leaf = (ctx, x, y, a, l, w) => {
  const x1 = x + Math.cos(a) * l;
  const y1 = y + Math.sin(a) * l;
  const nx = -Math.sin(a) * w;
  const ny = Math.cos(a) * w;
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.quadraticCurveTo(x + Math.cos(a) * l * 0.35 + nx, y + Math.sin(a) * l * 0.35 + ny, x1, y1);
  ctx.quadraticCurveTo(x + Math.cos(a) * l * 0.35 - nx, y + Math.sin(a) * l * 0.35 - ny, x, y);
  ctx.fill();
};
