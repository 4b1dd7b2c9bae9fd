import { rng } from './noise.mjs';
import { grey, parts } from './parts.mjs';

/** Trees, water plants and weather for photographs; the same conventions as parts.mjs, added to the same list. */
Object.assign(parts, {
  willow(ctx, o, { w, h, seed }) {
    const random = rng(`${seed}/willow/${o.x}`);
    const x = o.x * w;
    const y = o.y * h;
    const s = o.s * h;
    ctx.strokeStyle = grey(o.ink ?? 22);
    ctx.lineCap = 'round';
    ctx.lineWidth = s * 0.055;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.quadraticCurveTo(x + s * 0.06 * (o.lean ?? 1), y - s * 0.4, x + s * 0.02, y - s * 0.75);
    ctx.stroke();
    for (let b = 0; b < 26; b += 1) {
      const bx = x + random.gauss() * s * 0.36;
      const by = y - s * random.range(0.72, 1);
      ctx.lineWidth = s * 0.009;
      ctx.beginPath();
      ctx.moveTo(x + s * 0.02, y - s * 0.66);
      ctx.quadraticCurveTo((x + bx) / 2, by, bx, by + s * 0.05);
      ctx.stroke();
      for (let k = 0; k < 5; k += 1) {
        const kx = bx + random.gauss() * s * 0.06;
        const len = s * random.range(0.22, 0.62) * (o.droop ?? 1);
        ctx.lineWidth = s * 0.0035;
        ctx.beginPath();
        ctx.moveTo(kx, by);
        ctx.quadraticCurveTo(kx + s * 0.03, by + len * 0.5, kx + random.gauss() * s * 0.03, by + len);
        ctx.stroke();
        if (o.bare) continue;
        for (let t = 0.1; t < 1; t += 0.055) {
          ctx.fillStyle = grey((o.ink ?? 22) + 12 * random(), 0.85);
          ctx.beginPath();
          ctx.ellipse(kx + Math.sin(t * 3) * s * 0.012, by + len * t, s * 0.004, s * 0.014, random.gauss() * 0.6, 0, 7);
          ctx.fill();
        }
      }
    }
  },
  /** A tree that forks: leafy with dabs, or bare. */
  tree(ctx, o, { w, h, seed }) {
    const random = rng(`${seed}/tree/${o.x}/${o.y}`);
    const ink = o.ink ?? 26;
    ctx.strokeStyle = grey(ink);
    ctx.lineCap = 'round';
    const tips = [];
    const grow = (x, y, a, l, d) => {
      const x2 = x + Math.cos(a) * l;
      const y2 = y + Math.sin(a) * l;
      ctx.lineWidth = Math.max(0.7, l * 0.13);
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.quadraticCurveTo((x + x2) / 2 + random.gauss() * l * 0.12, (y + y2) / 2, x2, y2);
      ctx.stroke();
      if (d < 3) tips.push([x2, y2, l]);
      if (d === 0) return;
      const n = random() < 0.6 ? 2 : 3;
      for (let i = 0; i < n; i += 1)
        grow(x2, y2, a + random.gauss() * (o.spread ?? 0.8), l * random.range(0.62, 0.84), d - 1);
    };
    grow(o.x * w, o.y * h, -Math.PI / 2 + (o.lean ?? 0), o.s * h * 0.28, o.depth ?? 6);
    if (o.bare) return;
    for (const [tx, ty, l] of tips)
      for (let i = 0; i < 7; i += 1) {
        ctx.fillStyle = grey(ink + random() * 26, 0.5);
        ctx.beginPath();
        const r = l * random.range(0.25, 0.7) + 1.5;
        ctx.ellipse(tx + random.gauss() * l * 0.8, ty + random.gauss() * l * 0.7, r, r * (o.pine ? 0.3 : 0.7), 0, 0, 7);
        ctx.fill();
      }
  },
  lotus(ctx, o, { w, h, seed }) {
    const random = rng(`${seed}/lotus`);
    const items = Array.from({ length: o.count ?? 60 }, () => [random(), random() ** 0.8]).sort((a, b) => a[1] - b[1]);
    for (const [u, t] of items) {
      const x = ((o.x ?? 0) + u * (o.wide ?? 1)) * w;
      const y = (o.y + t * (1.02 - o.y)) * h;
      const r = w * (0.018 + t * 0.075) * (o.s ?? 1);
      const v = (o.ink ?? 40) + random() * 44;
      ctx.fillStyle = grey(v);
      ctx.beginPath();
      ctx.ellipse(x, y, r, r * (0.3 + random() * 0.2), random.gauss() * 0.25, 0, 7);
      ctx.fill();
      ctx.strokeStyle = grey(v + 34, 0.6);
      ctx.lineWidth = 0.6 + t * 1.4;
      for (let k = 0; k < 9; k += 1) {
        ctx.beginPath();
        ctx.moveTo(x, y);
        ctx.lineTo(x + Math.cos(k * 0.7) * r * 0.9, y + Math.sin(k * 0.7) * r * 0.33);
        ctx.stroke();
      }
      if (random() < (o.flowers ?? 0.16)) {
        const fy = y - r * random.range(0.9, 1.7);
        ctx.strokeStyle = grey(60);
        ctx.lineWidth = 1 + t * 3;
        ctx.beginPath();
        ctx.moveTo(x, y);
        ctx.lineTo(x, fy);
        ctx.stroke();
        for (let k = -3; k <= 3; k += 1) {
          ctx.fillStyle = grey(232 - Math.abs(k) * 9);
          ctx.save();
          ctx.translate(x, fy);
          ctx.rotate(k * 0.32);
          ctx.beginPath();
          ctx.ellipse(0, -r * 0.28, r * 0.1, r * 0.32, 0, 0, 7);
          ctx.fill();
          ctx.restore();
        }
      }
    }
  },
  reeds(ctx, o, { w, h, seed }) {
    const random = rng(`${seed}/reeds/${o.x}`);
    for (let i = 0; i < (o.count ?? 120); i += 1) {
      const x = (o.x + random() * (o.wide ?? 1)) * w;
      const l = o.s * h * random.range(0.5, 1.15);
      const lean = random.gauss() * 0.16 + (o.wind ?? 0.1);
      ctx.strokeStyle = grey((o.ink ?? 30) + random() * 30);
      ctx.lineWidth = random.range(1.2, 3);
      ctx.beginPath();
      ctx.moveTo(x, o.y * h);
      ctx.quadraticCurveTo(x + l * lean * 0.3, o.y * h - l * 0.6, x + l * lean, o.y * h - l);
      ctx.stroke();
      if (random() < 0.35) {
        ctx.fillStyle = grey(150, 0.7);
        ctx.beginPath();
        ctx.ellipse(x + l * lean, o.y * h - l, l * 0.02, l * 0.09, lean, 0, 7);
        ctx.fill();
      }
    }
  },
  snow(ctx, o, { w, h, seed }) {
    const random = rng(`${seed}/snow`);
    for (let i = 0; i < (o.count ?? 700); i += 1) {
      ctx.fillStyle = grey(252, random.range(0.3, 0.9));
      ctx.beginPath();
      ctx.arc(
        random() * w,
        (random() * h + (o.fall ?? 0) * h * (1 + (i % 3))) % h,
        random.range(0.8, 3.6) * (o.s ?? 1),
        0,
        7,
      );
      ctx.fill();
    }
  },
  rain(ctx, o, { w, h, seed }) {
    const random = rng(`${seed}/rain`);
    ctx.strokeStyle = grey(225, 0.22);
    ctx.lineWidth = 1.2;
    for (let i = 0; i < 700; i += 1) {
      const x = random() * w;
      const y = (random() * h + (o.fall ?? 0) * h * (9 + (i % 4))) % h;
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.lineTo(x - 7, y + random.range(20, 54));
      ctx.stroke();
    }
  },
});
