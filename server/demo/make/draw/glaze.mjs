import { FACES } from './canvas.mjs';
import { fbm, noise2, rng } from './noise.mjs';

/** Paint for vessels. Each: (ctx, area{x,y,w,h}, options, seed); the area is a band round the pot, so patterns must meet at the ends. */
export const petal = (ctx, l, w) => {
  ctx.beginPath();
  ctx.moveTo(0, 0);
  ctx.quadraticCurveTo(w, -l * 0.5, 0, -l);
  ctx.quadraticCurveTo(-w, -l * 0.5, 0, 0);
  ctx.fill();
};

export function around(ctx, { x, y, w, h }, n, paint) {
  for (let i = 0; i < n; i += 1) {
    ctx.save();
    ctx.translate(x + (w * (i + 0.5)) / n, y);
    paint(i, w / n, h);
    ctx.restore();
  }
}

export const glazes = {
  fill(ctx, { x, y, w, h }, { colour }) {
    ctx.fillStyle = colour;
    ctx.fillRect(x, y, w, h);
  },
  /** Colour that pools and thins; `streak` pulls it down the wall. */
  pool(ctx, { x, y, w, h }, { colours, streak = 1, size = 90, alpha = 0.6 }, seed) {
    const n = noise2(seed);
    const cell = 4;
    for (let py = 0; py < h; py += cell)
      for (let px = 0; px < w; px += cell) {
        const a = (px / w) * Math.PI * 2;
        const v = fbm(
          n,
          40 + (Math.cos(a) * w) / size / 6.28,
          40 + (Math.sin(a) * w) / size / 6.28 + py / (size * streak),
          4,
        );
        const k = Math.min(colours.length - 1, Math.max(0, Math.floor((v - 0.2) * 1.7 * colours.length)));
        ctx.globalAlpha = alpha;
        ctx.fillStyle = colours[k];
        ctx.fillRect(x + px, y + py, cell, cell);
      }
    ctx.globalAlpha = 1;
  },
  lines(ctx, { x, y, w, h }, { colour, at = [0, 1], width = 4 }) {
    ctx.fillStyle = colour;
    for (const t of at) ctx.fillRect(x, y + t * (h - width), w, width);
  },
  /** Scrolling lotus: a wave of stem with flowers in its hollows and leaves off it. */
  lotus(ctx, area, { colour, pale, count = 6, petals = 12 }) {
    const { x, y, w, h } = area;
    ctx.strokeStyle = colour;
    ctx.lineWidth = h * 0.025;
    ctx.beginPath();
    for (let i = 0; i <= 240; i += 1) {
      const px = x + (w * i) / 240;
      const py = y + h / 2 + Math.sin((i / 240) * Math.PI * count) * h * 0.3;
      if (i) ctx.lineTo(px, py);
      else ctx.moveTo(px, py);
    }
    ctx.stroke();
    around(ctx, area, count, (i) => {
      ctx.translate(0, h / 2 + (i % 2 ? 1 : -1) * -h * 0.04);
      for (const [n, l, c] of [
        [petals, h * 0.34, pale],
        [petals, h * 0.25, colour],
      ])
        for (let k = 0; k < n; k += 1) {
          ctx.save();
          ctx.rotate((k / n) * Math.PI * 2 + (c === pale ? 0 : 0.2));
          ctx.translate(0, -h * 0.05);
          ctx.fillStyle = c;
          petal(ctx, l, h * 0.055);
          ctx.restore();
        }
      ctx.fillStyle = pale;
      ctx.beginPath();
      ctx.arc(0, 0, h * 0.05, 0, 7);
      ctx.fill();
    });
    around(ctx, area, count * 5, (i, cw) => {
      const t = (i + 0.5) / (count * 5);
      ctx.translate(cw * 0.1, h / 2 + Math.sin(t * Math.PI * count) * h * 0.3 + (i % 2 ? 1 : -1) * h * 0.1);
      ctx.rotate((i % 2 ? 2.6 : 0.5) + Math.cos(t * Math.PI * count) * 0.6);
      ctx.fillStyle = i % 3 ? pale : colour;
      for (const q of [-0.6, 0, 0.6]) {
        ctx.save();
        ctx.rotate(q);
        petal(ctx, h * 0.17, h * 0.045);
        ctx.restore();
      }
    });
  },
  leaves(ctx, area, { colour, pale, count = 16, down = false }) {
    const { h } = area;
    around(ctx, area, count, (i, cw) => {
      ctx.translate(0, down ? 0 : h);
      if (down) ctx.scale(1, -1);
      ctx.fillStyle = pale;
      petal(ctx, h * 0.98, cw * 0.62);
      ctx.fillStyle = colour;
      petal(ctx, h * 0.86, cw * 0.3);
      ctx.fillRect(-cw * 0.02, -h * 0.9, cw * 0.04, h * 0.9);
    });
  },
  meander(ctx, area, { colour, count = 30 }) {
    const { h } = area;
    ctx.strokeStyle = colour;
    around(ctx, area, count, (i, cw) => {
      const s = Math.min(cw, h) * 0.4;
      ctx.translate(0, h / 2);
      ctx.lineWidth = s * 0.17;
      ctx.beginPath();
      ctx.moveTo(-s * 1.1, s);
      for (const [px, py] of [
        [-s, -s],
        [s, -s],
        [s, s * 0.6],
        [-s * 0.4, s * 0.6],
        [-s * 0.4, -s * 0.3],
        [s * 0.4, -s * 0.3],
        [s * 0.4, s * 0.15],
      ])
        ctx.lineTo(px, py);
      ctx.stroke();
    });
  },
  waves(ctx, area, { colour, rows = 5, count = 18 }) {
    const { h } = area;
    ctx.strokeStyle = colour;
    for (let r = 0; r < rows; r += 1)
      around(ctx, { ...area, y: area.y + (h * r) / rows, h: h / rows }, count, (i, cw, rh) => {
        ctx.translate(r % 2 ? cw / 2 : 0, rh);
        ctx.lineWidth = rh * 0.07;
        for (const q of [1, 0.72, 0.44]) {
          ctx.beginPath();
          ctx.arc(0, 0, (cw / 2) * q, Math.PI, 0);
          ctx.stroke();
        }
      });
  },
  /** Ink or cobalt landscape. */
  hills(ctx, { x, y, w, h }, { colour, layers = 4 }, seed) {
    const n = noise2(seed);
    for (let k = 0; k < layers; k += 1) {
      const base = y + h * (0.42 + k * 0.15);
      ctx.fillStyle = colour;
      for (let px = 0; px < w; px += 2) {
        const a = (px / w) * Math.PI * 2;
        const top =
          base -
          h *
            0.5 *
            (1 - k * 0.16) *
            Math.max(0, fbm(n, 20 + Math.cos(a) * (1.4 + k), 20 + Math.sin(a) * (1.4 + k) + k * 9, 5) - 0.3) *
            2;
        for (let s = 0; s < 5; s += 1) {
          ctx.globalAlpha = (0.26 + k * 0.08) * (1 - s / 5);
          ctx.fillRect(x + px, top + s * h * 0.05, 2, h * 0.05);
        }
        ctx.globalAlpha = 0.8;
        ctx.fillRect(x + px, top, 2, 2.5);
      }
    }
    ctx.globalAlpha = 1;
    for (const [bx, by, s] of [
      [0.2, 0.93, 0.05],
      [0.63, 0.9, 0.06],
    ]) {
      ctx.beginPath();
      ctx.moveTo(x + (bx - s / 2) * w, y + by * h);
      ctx.quadraticCurveTo(x + bx * w, y + by * h + s * w * 0.3, x + (bx + s / 2) * w, y + by * h - 4);
      ctx.quadraticCurveTo(x + bx * w, y + by * h + s * w * 0.14, x + (bx - s / 2) * w, y + by * h);
      ctx.fill();
      ctx.fillRect(x + bx * w, y + by * h - s * w * 0.2, 4, s * w * 0.22);
      ctx.beginPath();
      ctx.moveTo(x + bx * w - 9, y + by * h - s * w * 0.2);
      ctx.lineTo(x + bx * w + 2, y + by * h - s * w * 0.32);
      ctx.lineTo(x + bx * w + 13, y + by * h - s * w * 0.2);
      ctx.fill();
    }
  },
  /** Columns of writing. */
  text(ctx, { x, y, w, h }, { colour, lines, at = 0.25, size = 40 }) {
    ctx.fillStyle = colour;
    ctx.font = `600 ${size}px ${FACES.kai}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    lines.forEach((line, i) =>
      [...line].forEach((c, k) => ctx.fillText(c, x + at * w - i * size * 1.4, y + h * 0.12 + size * 1.12 * (k + 0.5))),
    );
  },
  /** Crackle: cells of a jittered grid. */
  crackle(ctx, { x, y, w, h }, { colour, fine = null, step = 60, width = 2.2 }, seed) {
    const random = rng(seed);
    const web = (st, lw, c) => {
      const cols = Math.round(w / st);
      const rows = Math.ceil(h / st) + 1;
      const at = (i, j) => grid[j][((i % cols) + cols) % cols].map((v, k) => (k ? v : v + Math.floor(i / cols) * w));
      const grid = Array.from({ length: rows + 1 }, (_, j) =>
        Array.from({ length: cols }, (__, i) => [
          x + (i + random.range(-0.4, 0.4)) * (w / cols),
          y + (j + random.range(-0.4, 0.4)) * st,
        ]),
      );
      ctx.strokeStyle = c;
      ctx.lineWidth = lw;
      for (let j = 0; j < rows; j += 1)
        for (let i = 0; i < cols; i += 1)
          for (const [di, dj] of [
            [1, 0],
            [0, 1],
          ]) {
            if (random() < 0.14) continue;
            const [x0, y0] = at(i, j);
            const [x1, y1] = at(i + di, j + dj);
            ctx.beginPath();
            ctx.moveTo(x0, y0);
            ctx.quadraticCurveTo(
              (x0 + x1) / 2 + random.gauss() * st * 0.15,
              (y0 + y1) / 2 + random.gauss() * st * 0.15,
              x1,
              y1,
            );
            ctx.stroke();
          }
    };
    web(step, width, colour);
    if (fine) web(step * 0.45, width * 0.5, fine);
  },
  /** Streaks from the lip: hare's fur, running sancai. */
  streaks(ctx, { x, y, w, h }, { colours, count = 900, length = 0.7, width = 3 }, seed) {
    const random = rng(seed);
    for (let i = 0; i < count; i += 1) {
      const px = x + random() * w;
      const l = h * length * random.range(0.35, 1);
      const g = ctx.createLinearGradient(0, y, 0, y + l);
      const c = random.pick(colours);
      g.addColorStop(0, `rgba(${c},.75)`);
      g.addColorStop(1, `rgba(${c},0)`);
      ctx.fillStyle = g;
      ctx.fillRect(px, y, width * random.range(0.4, 1.4), l);
    }
  },
  drips(ctx, { x, y, w, h }, { colour, count = 14 }, seed) {
    const random = rng(seed);
    ctx.fillStyle = colour;
    ctx.beginPath();
    ctx.moveTo(x, y);
    for (let i = 0; i < count; i += 1) {
      const x0 = x + (w * i) / count;
      const cw = w / count;
      const l = h * random.range(0.35, 1);
      ctx.lineTo(x0, y + h * 0.2);
      ctx.bezierCurveTo(x0 + cw * 0.1, y + l * 1.15, x0 + cw * 0.7, y + l * 1.15, x0 + cw * 0.8, y + h * 0.2);
    }
    ctx.lineTo(x + w, y + h * 0.2);
    ctx.lineTo(x + w, y);
    ctx.fill();
  },
};
