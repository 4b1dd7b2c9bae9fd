import { rng } from './noise.mjs';
import './greenery.mjs';
import { grey, parts, poly, roof } from './parts.mjs';

/** Buildings and works for photographs; the same conventions as parts.mjs, added to the same list. */
Object.assign(parts, {
  /** A hall: steps, columns, one or two roofs. */
  hall(ctx, o, { w, h }) {
    const x = o.x * w;
    const y = o.y * h;
    const s = o.s * w;
    const ink = o.ink ?? 46;
    ctx.fillStyle = grey(ink + 40);
    ctx.fillRect(x - s * 0.56, y - s * 0.06, s * 1.12, s * 0.06);
    ctx.fillStyle = grey(ink + 16);
    ctx.fillRect(x - s * 0.44, y - s * 0.36, s * 0.88, s * 0.3);
    ctx.fillStyle = grey(ink - 22);
    const bays = o.bays ?? 5;
    for (let i = 0; i < bays; i += 1)
      ctx.fillRect(
        x - s * 0.41 + (i * s * 0.82) / bays + s * 0.02,
        y - s * 0.31,
        (s * 0.82) / bays - s * 0.04,
        s * 0.25,
      );
    ctx.fillStyle = grey(ink);
    roof(ctx, x, y - s * 0.34, s * 0.62, s * 0.2, 0.22);
    if (o.double) {
      ctx.fillStyle = grey(ink + 14);
      ctx.fillRect(x - s * 0.27, y - s * 0.64, s * 0.54, s * 0.12);
      ctx.fillStyle = grey(ink);
      roof(ctx, x, y - s * 0.6, s * 0.44, s * 0.19, 0.22);
    }
  },
  /** Open pavilion on posts. */
  pavilion(ctx, o, { w, h }) {
    const x = o.x * w;
    const y = o.y * h;
    const s = o.s * w;
    ctx.fillStyle = grey(o.ink ?? 34);
    for (const t of [-0.36, -0.13, 0.13, 0.36]) ctx.fillRect(x + s * t - s * 0.018, y - s * 0.5, s * 0.036, s * 0.5);
    ctx.fillRect(x - s * 0.46, y - s * 0.03, s * 0.92, s * 0.03);
    ctx.fillRect(x - s * 0.4, y - s * 0.14, s * 0.8, s * 0.02);
    ctx.beginPath();
    ctx.moveTo(x, y - s * 0.98);
    ctx.quadraticCurveTo(x + s * 0.12, y - s * 0.62, x + s * 0.58, y - s * 0.54);
    ctx.quadraticCurveTo(x, y - s * 0.42, x - s * 0.58, y - s * 0.54);
    ctx.quadraticCurveTo(x - s * 0.12, y - s * 0.62, x, y - s * 0.98);
    ctx.fill();
  },
  /** City gate: battered wall with an arch, tower on top. */
  gate(ctx, o, { w, h }) {
    const x = o.x * w;
    const y = o.y * h;
    const s = o.s * w;
    const ink = o.ink ?? 60;
    ctx.fillStyle = grey(ink);
    poly(ctx, [
      [x - s * 0.55, y],
      [x - s * 0.48, y - s * 0.42],
      [x + s * 0.48, y - s * 0.42],
      [x + s * 0.55, y],
    ]);
    for (let i = 0; i < 15; i += 1) ctx.fillRect(x - s * 0.48 + i * s * 0.0655, y - s * 0.455, s * 0.04, s * 0.05);
    ctx.fillStyle = grey(Math.min(230, ink + 130));
    ctx.beginPath();
    ctx.moveTo(x - s * 0.1, y);
    ctx.lineTo(x - s * 0.1, y - s * 0.16);
    ctx.arc(x, y - s * 0.16, s * 0.1, Math.PI, 0);
    ctx.lineTo(x + s * 0.1, y);
    ctx.fill();
    parts.hall(ctx, { ...o, y: o.y - (s * 0.42) / h, s: o.s * 0.66, ink: ink - 16, double: o.double }, { w, h });
  },
  /** A wall with merlons that follows a slope into the distance. */
  wall(ctx, o, { w, h }) {
    const ink = o.ink ?? 80;
    const at = (t) => [
      o.x * w + (o.x2 - o.x) * w * t,
      o.y * h + (o.y2 - o.y) * h * t + Math.sin(t * 5) * (o.wave ?? 0) * h,
    ];
    const size = (t) => h * ((o.s ?? 0.2) * (1 - t) + (o.s2 ?? 0.05) * t);
    ctx.fillStyle = grey(ink);
    for (let i = 0; i < 90; i += 1) {
      const [x0, y0] = at(i / 90);
      const [x1, y1] = at((i + 1) / 90);
      const s0 = size(i / 90);
      const s1 = size((i + 1) / 90);
      ctx.fillStyle = grey(ink + (i / 90) * 50);
      poly(ctx, [
        [x0 - 1, y0],
        [x0 - 1, y0 - s0],
        [x1, y1 - s1],
        [x1, y1],
      ]);
      if (i % 2 === 0)
        poly(ctx, [
          [x0, y0 - s0 * 0.98],
          [x0, y0 - s0 * 1.13],
          [x1, y1 - s1 * 1.13],
          [x1, y1 - s1 * 0.98],
        ]);
    }
  },
  /** A row of white-walled houses with dark tiles and stepped gables. */
  houses(ctx, o, { w, h, seed }) {
    const random = rng(`${seed}/houses/${o.x}/${o.y}`);
    let x = o.x * w;
    const end = (o.x2 ?? 1) * w;
    const y = o.y * h;
    const ink = o.ink ?? 50;
    while (x < end) {
      const bw = o.s * w * random.range(0.7, 1.4);
      const bh = o.s * w * random.range(0.55, 1) * (o.tall ?? 1);
      ctx.fillStyle = grey((o.wall ?? 205) + random.gauss() * 12);
      ctx.fillRect(x, y - bh, bw, bh);
      ctx.fillStyle = grey(ink);
      if (random() < 0.4) {
        for (const [t, q] of [
          [0, 0.1],
          [0.25, 0.22],
          [0.5, 0.34],
          [0.75, 0.22],
        ]) {
          ctx.fillStyle = grey(o.wall ?? 205);
          ctx.fillRect(x + bw * t * 0.9, y - bh - bw * q * 0.6, bw * 0.28, bw * q * 0.7);
          ctx.fillStyle = grey(ink);
          ctx.fillRect(x + bw * t * 0.9 - 2, y - bh - bw * q * 0.6 - bw * 0.03, bw * 0.3, bw * 0.04);
        }
      } else
        poly(ctx, [
          [x - bw * 0.05, y - bh],
          [x + bw * 0.12, y - bh - bw * 0.24],
          [x + bw * 0.88, y - bh - bw * 0.24],
          [x + bw * 1.05, y - bh],
        ]);
      ctx.fillStyle = grey(ink + 8);
      for (let i = 0; i < 2; i += 1) ctx.fillRect(x + bw * (0.18 + i * 0.42), y - bh * 0.62, bw * 0.16, bh * 0.24);
      if (random() < 0.5) ctx.fillRect(x + bw * 0.4, y - bh * 0.34, bw * 0.2, bh * 0.34);
      x += bw * 1.01;
    }
  },
  /** Western-style school: storeys of arched windows, a pediment or clock tower. */
  school(ctx, o, { w, h }) {
    const x = o.x * w;
    const y = o.y * h;
    const s = o.s * w;
    const ink = o.ink ?? 110;
    const floors = o.floors ?? 2;
    const fh = s * 0.15;
    ctx.fillStyle = grey(ink);
    ctx.fillRect(x - s / 2, y - fh * floors, s, fh * floors);
    ctx.fillStyle = grey(ink - 50);
    poly(ctx, [
      [x - s * 0.52, y - fh * floors],
      [x - s * 0.44, y - fh * floors - s * 0.12],
      [x + s * 0.44, y - fh * floors - s * 0.12],
      [x + s * 0.52, y - fh * floors],
    ]);
    const bays = o.bays ?? 9;
    for (let f = 0; f < floors; f += 1)
      for (let i = 0; i < bays; i += 1) {
        const cx = x - s / 2 + (s * (i + 0.5)) / bays;
        const wy = y - fh * f - fh * 0.22;
        ctx.fillStyle = grey(ink - 74);
        ctx.beginPath();
        ctx.rect(cx - s * 0.022, wy - fh * 0.46, s * 0.044, fh * 0.46);
        ctx.arc(cx, wy - fh * 0.46, s * 0.022, Math.PI, 0);
        ctx.fill();
      }
    ctx.fillStyle = grey(ink + 22);
    ctx.fillRect(x - s * 0.1, y - fh * floors - s * 0.04, s * 0.2, fh * floors + s * 0.04);
    if (o.tower) {
      ctx.fillRect(x - s * 0.07, y - fh * floors - s * 0.34, s * 0.14, s * 0.32);
      ctx.fillStyle = grey(240);
      ctx.beginPath();
      ctx.arc(x, y - fh * floors - s * 0.26, s * 0.042, 0, 7);
      ctx.fill();
      ctx.fillStyle = grey(ink - 60);
      ctx.fillRect(x - s * 0.003, y - fh * floors - s * 0.292, s * 0.006, s * 0.034);
      ctx.fillRect(x - s * 0.003, y - fh * floors - s * 0.262, s * 0.026, s * 0.006);
      poly(ctx, [
        [x - s * 0.085, y - fh * floors - s * 0.34],
        [x, y - fh * floors - s * 0.46],
        [x + s * 0.085, y - fh * floors - s * 0.34],
      ]);
    } else {
      poly(ctx, [
        [x - s * 0.12, y - fh * floors - s * 0.04],
        [x, y - fh * floors - s * 0.13],
        [x + s * 0.12, y - fh * floors - s * 0.04],
      ]);
    }
    ctx.fillStyle = grey(ink - 84);
    ctx.beginPath();
    ctx.rect(x - s * 0.035, y - fh * 0.6, s * 0.07, fh * 0.6);
    ctx.arc(x, y - fh * 0.6, s * 0.035, Math.PI, 0);
    ctx.fill();
  },
  /** Memorial arch of stone: posts, lintels, small roofs. */
  arch(ctx, o, { w, h }) {
    const x = o.x * w;
    const y = o.y * h;
    const s = o.s * w;
    ctx.fillStyle = grey(o.ink ?? 54);
    for (const t of [-0.46, -0.18, 0.18, 0.46]) {
      const tall = Math.abs(t) < 0.3 ? 0.86 : 0.62;
      ctx.fillRect(x + s * t - s * 0.028, y - s * tall, s * 0.056, s * tall);
      ctx.fillRect(x + s * t - s * 0.06, y - s * 0.1, s * 0.12, s * 0.1);
    }
    ctx.fillRect(x - s * 0.2, y - s * 0.7, s * 0.4, s * 0.05);
    ctx.fillRect(x - s * 0.2, y - s * 0.84, s * 0.4, s * 0.08);
    ctx.fillRect(x - s * 0.48, y - s * 0.5, s * 0.96, s * 0.045);
    ctx.fillRect(x - s * 0.48, y - s * 0.6, s * 0.28, s * 0.06);
    ctx.fillRect(x + s * 0.2, y - s * 0.6, s * 0.28, s * 0.06);
    roof(ctx, x, y - s * 0.86, s * 0.34, s * 0.12, 0.5);
    roof(ctx, x - s * 0.36, y - s * 0.62, s * 0.2, s * 0.085, 0.5);
    roof(ctx, x + s * 0.36, y - s * 0.62, s * 0.2, s * 0.085, 0.5);
  },
  posts(ctx, o, { w, h }) {
    ctx.fillStyle = ctx.strokeStyle = grey(o.ink ?? 40);
    const n = o.count ?? 8;
    for (let i = 0; i < n; i += 1) {
      const t = i / n;
      const x = (o.x + (o.x2 - o.x) * t) * w;
      const y = (o.y + ((o.y2 ?? o.y) - o.y) * t) * h;
      const s = o.s * h * (1 - t * (o.fade ?? 0));
      ctx.fillRect(x, y - s, Math.max(2, s * 0.05 * (o.thin ?? 1)), s);
      if (o.wire) {
        ctx.fillRect(x - s * 0.12, y - s * 0.94, s * 0.29, s * 0.03);
        const x2 = (o.x + ((o.x2 - o.x) * (i + 1)) / n) * w;
        ctx.lineWidth = 1.3;
        ctx.beginPath();
        ctx.moveTo(x, y - s * 0.94);
        ctx.quadraticCurveTo(
          (x + x2) / 2,
          y - s * 0.8,
          x2,
          (o.y + (((o.y2 ?? o.y) - o.y) * (i + 1)) / n) * h - o.s * h * (1 - ((i + 1) / n) * (o.fade ?? 0)) * 0.94,
        );
        ctx.stroke();
      }
    }
    if (o.deck) ctx.fillRect(o.x * w, (o.y - o.s) * h, (o.x2 - o.x) * w, o.s * h * 0.12);
  },
  /** A train under its smoke. */
  train(ctx, o, { w, h }) {
    const x = o.x * w;
    const y = o.y * h;
    const s = o.s * w;
    ctx.fillStyle = grey(o.ink ?? 30);
    ctx.fillRect(x, y - s * 0.16, s * 0.34, s * 0.1);
    ctx.fillRect(x + s * 0.22, y - s * 0.24, s * 0.13, s * 0.2);
    ctx.fillRect(x + s * 0.05, y - s * 0.24, s * 0.03, s * 0.1);
    for (let i = 0; i < 5; i += 1) {
      ctx.beginPath();
      ctx.arc(x + s * (0.05 + i * 0.065), y - s * 0.03, s * 0.033, 0, 7);
      ctx.fill();
    }
    for (let c = 0; c < (o.cars ?? 5); c += 1) {
      const cx = x + s * (0.38 + c * 0.4);
      ctx.fillStyle = grey((o.ink ?? 30) + 14);
      ctx.fillRect(cx, y - s * 0.22, s * 0.37, s * 0.18);
      ctx.fillRect(cx + s * 0.04, y - s * 0.04, s * 0.29, s * 0.03);
      ctx.fillStyle = grey(190);
      for (let i = 0; i < 6; i += 1) ctx.fillRect(cx + s * (0.03 + i * 0.055), y - s * 0.18, s * 0.035, s * 0.06);
    }
    for (let i = 0; i < 24; i += 1) {
      ctx.fillStyle = grey(215, 0.2);
      ctx.beginPath();
      ctx.arc(x + s * (0.07 + i * 0.07), y - s * (0.3 + Math.sqrt(i) * 0.05), s * (0.035 + i * 0.006), 0, 7);
      ctx.fill();
    }
  },
  rail(ctx, o, { w, h }) {
    ctx.fillStyle = grey(o.ink ?? 60);
    ctx.fillRect(0, o.y * h, w, h * 0.012);
    for (let i = 0; i < 60; i += 1) ctx.fillRect((i / 60) * w, o.y * h + h * 0.012, w * 0.009, h * 0.014);
  },
  truss(ctx, o, { w, h }) {
    const [x0, x1] = [o.x * w, o.x2 * w];
    const y = o.y * h;
    const s = o.s * h;
    const n = o.spans ?? 8;
    ctx.strokeStyle = ctx.fillStyle = grey(o.ink ?? 44);
    ctx.lineWidth = Math.max(2, s * 0.05);
    ctx.strokeRect(x0, y - s, x1 - x0, s);
    for (let i = 0; i < n * 3; i += 1) {
      const a = x0 + ((x1 - x0) * i) / (n * 3);
      const b = x0 + ((x1 - x0) * (i + 1)) / (n * 3);
      ctx.beginPath();
      ctx.moveTo(a, i % 2 ? y - s : y);
      ctx.lineTo(b, i % 2 ? y : y - s);
      ctx.stroke();
    }
    for (let i = 1; i < n; i += 1) {
      const px = x0 + ((x1 - x0) * i) / n;
      ctx.fillRect(px - s * 0.16, y, s * 0.32, s * (o.deep ?? 2));
    }
  },
  /** Interior window wall: bright panes, dark frames (reading rooms, workshops). */
  panes(ctx, o, { w, h }) {
    const n = o.count ?? 4;
    for (let i = 0; i < n; i += 1) {
      const x = (o.x + ((o.x2 - o.x) * i) / n) * w;
      const pw = ((o.x2 - o.x) / n) * w * 0.78;
      const y = o.y * h;
      const ph = o.s * h;
      ctx.fillStyle = grey(o.light ?? 240);
      ctx.beginPath();
      ctx.rect(x, y, pw, ph);
      if (o.arched) ctx.arc(x + pw / 2, y, pw / 2, Math.PI, 0);
      ctx.fill();
      ctx.fillStyle = grey(o.ink ?? 30);
      for (let k = 1; k < 4; k += 1)
        ctx.fillRect(x + (pw * k) / 4 - 3, y - (o.arched ? pw / 2 : 0), 6, ph + (o.arched ? pw / 2 : 0));
      for (let k = 1; k < 6; k += 1) ctx.fillRect(x, y + (ph * k) / 6 - 2, pw, 4);
    }
  },
  block(ctx, o, { w, h }) {
    ctx.fillStyle = grey(o.ink, o.a ?? 1);
    if (o.points)
      poly(
        ctx,
        o.points.map(([x, y]) => [x * w, y * h]),
      );
    else ctx.fillRect(o.x * w, o.y * h, o.wide * w, o.high * h);
  },
});
export { parts };
