import { fbm, noise2, rng } from './noise.mjs';

/** Silhouettes for photographs and films. Every part: (ctx, options, frame) with x, y and s in parts of the frame; `ink` is a grey of 0..255. */
const grey = (v, a = 1) => `rgba(${v | 0},${v | 0},${v | 0},${a})`;

function poly(ctx, points) {
  ctx.beginPath();
  points.forEach(([x, y], i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
  ctx.closePath();
  ctx.fill();
}

/** A tiled roof with lifted eaves: half width, height. */
export function roof(ctx, x, y, hw, h, lift = 0.3) {
  ctx.beginPath();
  ctx.moveTo(x - hw * 0.52, y - h);
  ctx.lineTo(x + hw * 0.52, y - h);
  ctx.quadraticCurveTo(x + hw * 0.62, y - h * 0.2, x + hw, y - h * lift);
  ctx.quadraticCurveTo(x + hw * 0.8, y + h * 0.08, x + hw * 0.6, y);
  ctx.lineTo(x - hw * 0.6, y);
  ctx.quadraticCurveTo(x - hw * 0.8, y + h * 0.08, x - hw, y - h * lift);
  ctx.quadraticCurveTo(x - hw * 0.62, y - h * 0.2, x - hw * 0.52, y - h);
  ctx.fill();
}

export const parts = {
  sky(ctx, o, { w, h }) {
    const g = ctx.createLinearGradient(0, 0, 0, h * (o.to ?? 0.7));
    g.addColorStop(0, grey(o.top ?? 150));
    g.addColorStop(1, grey(o.low ?? 232));
    ctx.fillStyle = g;
    ctx.fillRect(0, 0, w, h);
  },
  sun(ctx, o, { w, h }) {
    const r = (o.s ?? 0.03) * w;
    const g = ctx.createRadialGradient(o.x * w, o.y * h, r * 0.6, o.x * w, o.y * h, r * 5);
    g.addColorStop(0, grey(255, 0.75));
    g.addColorStop(1, grey(255, 0));
    ctx.fillStyle = g;
    ctx.fillRect(0, 0, w, h);
    ctx.fillStyle = grey(252);
    ctx.beginPath();
    ctx.arc(o.x * w, o.y * h, r, 0, 7);
    ctx.fill();
  },
  hills(ctx, o, { w, h, seed }) {
    const n = noise2(`${seed}/hills/${o.seed ?? o.y}`);
    const base = o.y * h;
    const rise = (o.rise ?? 0.15) * h;
    const g = ctx.createLinearGradient(0, base - rise, 0, base + rise * 0.3);
    g.addColorStop(0, grey(o.ink));
    g.addColorStop(1, grey(o.foot ?? o.ink + 18));
    ctx.fillStyle = g;
    ctx.beginPath();
    ctx.moveTo(0, base);
    for (let x = 0; x <= w; x += 3) {
      const v = fbm(n, (x / w) * (o.peaks ?? 4) + 3, 2.5, 5);
      const lean = o.lean ? 1 - Math.abs(x / w - o.lean) * 1.3 : 1;
      const rough = o.trees ? (n(x / 5, 40) - 0.5) * o.trees : 0;
      ctx.lineTo(x, base - Math.max(0, (v - 0.22) * 1.6) * rise * Math.max(0.05, lean) - rough);
    }
    ctx.lineTo(w, base + (o.deep ?? 0.02) * h);
    ctx.lineTo(0, base + (o.deep ?? 0.02) * h);
    ctx.fill();
  },
  water(ctx, o, { w, h, seed }) {
    const random = rng(`${seed}/water`);
    const y = o.y * h;
    const g = ctx.createLinearGradient(0, y, 0, h);
    g.addColorStop(0, grey(o.far ?? 190));
    g.addColorStop(1, grey(o.near ?? 96));
    ctx.fillStyle = g;
    ctx.fillRect(0, y, w, h - y);
    for (let i = 0; i < 420; i += 1) {
      const t = random() ** 1.6;
      const py = y + 3 + t * (h - y);
      ctx.fillStyle = grey(random() < 0.5 ? 235 : 50, 0.05 + 0.08 * random());
      ctx.fillRect(random() * w, py, (14 + t * 90) * random.range(0.4, 1.4), 0.8 + t * 2);
    }
  },
  ground(ctx, o, { w, h, seed }) {
    const n = noise2(`${seed}/ground`);
    const y = o.y * h;
    const g = ctx.createLinearGradient(0, y, 0, h);
    g.addColorStop(0, grey(o.far ?? 170));
    g.addColorStop(1, grey(o.near ?? 90));
    ctx.fillStyle = g;
    ctx.beginPath();
    ctx.moveTo(0, h);
    for (let x = 0; x <= w; x += 6) ctx.lineTo(x, y + (n(x / 160, 3) - 0.5) * (o.bump ?? 0.01) * h);
    ctx.lineTo(w, h);
    ctx.fill();
    const random = rng(`${seed}/stones`);
    for (let i = 0; i < 500; i += 1) {
      const t = random();
      ctx.fillStyle = grey(random() < 0.5 ? 225 : 40, 0.07);
      ctx.fillRect(random() * w, y + t * (h - y), 6 + t * 26, 1 + t * 3);
    }
  },
  /** Paving that runs to a vanishing point. */
  lane(ctx, o, { w, h }) {
    const [vx, vy] = [o.x * w, o.y * h];
    ctx.fillStyle = grey(o.ink ?? 178);
    poly(ctx, [
      [vx - 0.015 * w, vy],
      [vx + 0.015 * w, vy],
      [vx + (o.s ?? 0.5) * w, h],
      [vx - (o.s ?? 0.5) * w, h],
    ]);
    ctx.strokeStyle = grey(90, 0.35);
    for (let i = 1; i < 22; i += 1) {
      const t = (i / 22) ** 2.1;
      const y = vy + (h - vy) * t;
      ctx.lineWidth = 0.5 + t * 3;
      ctx.beginPath();
      ctx.moveTo(vx - (0.015 + ((o.s ?? 0.5) - 0.015) * t) * w, y);
      ctx.lineTo(vx + (0.015 + ((o.s ?? 0.5) - 0.015) * t) * w, y);
      ctx.stroke();
    }
  },
  pagoda(ctx, o, { w, h }) {
    const x = o.x * w;
    let y = o.y * h;
    const s = o.s * h;
    const tiers = o.tiers ?? 7;
    ctx.fillStyle = grey(o.ink ?? 40);
    for (let i = 0; i < tiers; i += 1) {
      const t = i / tiers;
      const hw = s * (o.girth ?? 0.1) * (1 - t * (o.taper ?? 0.45));
      const th = (s * 0.86) / tiers;
      ctx.fillRect(x - hw * 0.62, y - th, hw * 1.24, th);
      if (o.windows !== false) {
        ctx.fillStyle = grey((o.ink ?? 40) + 70, 0.7);
        ctx.fillRect(x - hw * 0.1, y - th * 0.72, hw * 0.2, th * 0.42);
        ctx.fillStyle = grey(o.ink ?? 40);
      }
      if (!o.bare) roof(ctx, x, y - th * 0.78, hw * 1.12, th * 0.3, 0.75);
      y -= th;
    }
    if (o.ruin) {
      poly(ctx, [
        [x - s * 0.05, y + 2],
        [x - s * 0.03, y - s * 0.05],
        [x, y - s * 0.02],
        [x + s * 0.03, y - s * 0.06],
        [x + s * 0.05, y + 2],
      ]);
      return;
    }
    roof(ctx, x, y + 2, s * 0.05, s * 0.05, 0.4);
    ctx.fillRect(x - s * 0.004, y - s * 0.15, s * 0.008, s * 0.12);
    for (let i = 0; i < 5; i += 1)
      ctx.fillRect(x - s * 0.013 * (1 - i * 0.14), y - s * (0.06 + i * 0.017), s * 0.026 * (1 - i * 0.14), s * 0.007);
  },
  /** Stone bridge of one or more arches; a reflection below. */
  bridge(ctx, o, { w, h }) {
    const x = o.x * w;
    const y = o.y * h;
    const s = o.s * w;
    const arches = o.arches ?? 1;
    const rise = (o.rise ?? 0.3) * s * 0.5;
    for (const flip of [1, -1]) {
      ctx.fillStyle = grey(o.ink ?? 50, flip === 1 ? 1 : 0.35);
      ctx.beginPath();
      ctx.moveTo(x - s / 2, y);
      if (o.flat) {
        ctx.lineTo(x - s / 2, y - flip * rise);
        ctx.lineTo(x + s / 2, y - flip * rise);
      } else ctx.quadraticCurveTo(x, y - flip * rise * 2.3, x + s / 2, y);
      ctx.lineTo(x + s / 2, y);
      const gap = s / (arches + (arches > 1 ? 0.6 : 0.9));
      for (let i = arches - 1; i >= 0; i -= 1) {
        const cx = x + (i - (arches - 1) / 2) * gap;
        const near = 1 - Math.abs(i - (arches - 1) / 2) / (arches / 2 + 0.5);
        const r = gap * 0.42 * (o.flat ? 0.9 : 0.55 + near * 0.5);
        ctx.lineTo(cx + r, y);
        ctx.ellipse(
          cx,
          y,
          r,
          Math.min(r * 1.05, rise * (o.flat ? 0.8 : 0.45 + near * 0.55)),
          0,
          0,
          Math.PI,
          flip === 1,
        );
      }
      ctx.closePath();
      ctx.fill();
      if (flip === 1) {
        ctx.strokeStyle = grey(o.ink ?? 50);
        ctx.lineWidth = Math.max(2, s * 0.006);
        ctx.beginPath();
        for (let i = 0; i <= 18; i += 1) {
          const t = i / 18;
          const px = x - s / 2 + s * t;
          const py = o.flat ? y - rise : y - rise * 2.3 * 2 * t * (1 - t);
          ctx.moveTo(px, py);
          ctx.lineTo(px, py - s * 0.022);
        }
        ctx.stroke();
        ctx.beginPath();
        if (o.flat) {
          ctx.moveTo(x - s / 2, y - rise - s * 0.02);
          ctx.lineTo(x + s / 2, y - rise - s * 0.02);
        } else {
          ctx.moveTo(x - s / 2, y - s * 0.02);
          ctx.quadraticCurveTo(x, y - rise * 2.3 - s * 0.02, x + s / 2, y - s * 0.02);
        }
        ctx.stroke();
      }
    }
  },
  /** A boat: 'sculler' with a low canopy, 'ferry', 'junk' with sails, 'raft' of bamboo with cormorants, 'steamer'. */
  boat(ctx, o, { w, h }) {
    ctx.save();
    ctx.translate(o.x * w, o.y * h);
    const s = o.s * w;
    ctx.scale(o.flip ? -s : s, s);
    ctx.fillStyle = ctx.strokeStyle = grey(o.ink ?? 24);
    const hull = (l, d) => {
      ctx.beginPath();
      ctx.moveTo(-l, -d * 0.7);
      ctx.quadraticCurveTo(0, d * 0.9, l, -d);
      ctx.quadraticCurveTo(l * 0.5, d * 1.5, -l * 0.2, d * 1.2);
      ctx.quadraticCurveTo(-l * 0.8, d * 0.8, -l, -d * 0.7);
      ctx.fill();
    };
    ctx.lineWidth = 0.014;
    if (o.kind === 'junk') {
      hull(0.5, 0.1);
      for (const [mx, mh, mw] of [
        [-0.08, 0.95, 0.34],
        [0.26, 0.7, 0.24],
      ]) {
        ctx.fillRect(mx, -mh, 0.014, mh);
        ctx.beginPath();
        ctx.moveTo(mx + 0.01, -mh * 0.97);
        ctx.quadraticCurveTo(mx + mw, -mh * 0.8, mx + mw * 0.95, -mh * 0.2);
        ctx.lineTo(mx - mw * 0.25, -mh * 0.14);
        ctx.lineTo(mx - mw * 0.18, -mh * 0.9);
        ctx.fill();
      }
    } else if (o.kind === 'steamer') {
      poly(ctx, [
        [-0.55, -0.08],
        [0.6, -0.12],
        [0.52, 0.08],
        [-0.5, 0.08],
      ]);
      ctx.fillRect(-0.35, -0.2, 0.66, 0.1);
      ctx.fillRect(-0.25, -0.3, 0.3, 0.1);
      ctx.fillRect(0.08, -0.46, 0.07, 0.3);
      for (let i = 0; i < 9; i += 1) {
        ctx.fillStyle = grey(90, 0.28 - i * 0.02);
        ctx.beginPath();
        ctx.arc(0.1 - i * 0.075, -0.52 - i * 0.035, 0.035 + i * 0.016, 0, 7);
        ctx.fill();
      }
    } else if (o.kind === 'raft') {
      ctx.fillRect(-0.5, 0, 1, 0.035);
      poly(ctx, [
        [0.5, 0],
        [0.6, -0.05],
        [0.58, -0.02],
        [0.5, 0.035],
      ]);
      for (const bx of [-0.36, -0.26, 0.3]) {
        ctx.beginPath();
        ctx.ellipse(bx, -0.05, 0.022, 0.05, 0.2, 0, 7);
        ctx.fill();
        ctx.fillRect(bx + 0.005, -0.13, 0.012, 0.06);
        ctx.fillRect(bx + 0.008, -0.135, 0.04, 0.012);
      }
      person(ctx, 0.05, 0, 0.34);
    } else {
      hull(0.55, 0.09);
      if (o.kind !== 'ferry') {
        ctx.beginPath();
        ctx.moveTo(-0.24, 0);
        ctx.quadraticCurveTo(-0.2, -0.22, 0, -0.22);
        ctx.quadraticCurveTo(0.19, -0.22, 0.22, 0);
        ctx.fill();
      } else {
        for (const px of [-0.2, -0.05, 0.1]) person(ctx, px, 0.02, 0.24, false);
      }
      person(ctx, 0.36, -0.02, 0.36);
      ctx.beginPath();
      ctx.moveTo(0.36, -0.24);
      ctx.lineTo(0.6, 0.24);
      ctx.stroke();
    }
    ctx.restore();
    const y = o.y * h + o.s * w * 0.12;
    ctx.fillStyle = grey(30, 0.22);
    ctx.beginPath();
    ctx.ellipse(o.x * w, y, o.s * w * 0.5, o.s * w * 0.045, 0, 0, 7);
    ctx.fill();
  },
  people(ctx, o, { w, h, seed }) {
    const random = rng(`${seed}/people/${o.x}`);
    ctx.fillStyle = ctx.strokeStyle = grey(o.ink ?? 30);
    for (let i = 0; i < (o.count ?? 1); i += 1) {
      const s = o.s * h * random.range(0.92, 1.08);
      const x = (o.x + (o.gap ?? 0.03) * i + (o.count > 1 ? random.gauss() * 0.004 : 0)) * w;
      ctx.save();
      ctx.translate(x, o.y * h);
      ctx.scale(s, s);
      ctx.lineWidth = 0.03;
      person(ctx, 0, 0, 1, o.hat === 'some' ? random() < 0.4 : (o.hat ?? false));
      if (o.with === 'umbrella') {
        ctx.beginPath();
        ctx.ellipse(0.12, -1.02, 0.36, 0.2, 0, Math.PI, 0);
        ctx.fill();
        ctx.fillRect(0.11, -1.02, 0.025, 0.5);
      }
      if (o.with === 'pole') {
        ctx.fillRect(-0.75, -0.79, 1.5, 0.035);
        for (const px of [-0.7, 0.7]) {
          ctx.fillRect(px, -0.79, 0.012, 0.35);
          poly(ctx, [
            [px - 0.17, -0.42],
            [px + 0.17, -0.42],
            [px + 0.11, -0.2],
            [px - 0.11, -0.2],
          ]);
        }
      }
      if (o.with === 'rickshaw') {
        ctx.beginPath();
        ctx.arc(-0.95, -0.36, 0.36, 0, 7);
        ctx.stroke();
        poly(ctx, [
          [-1.35, -0.95],
          [-0.85, -0.5],
          [-0.5, -0.5],
          [-0.5, -0.42],
          [-1.25, -0.42],
        ]);
        ctx.beginPath();
        ctx.arc(-1.0, -1.1, 0.42, Math.PI * 0.95, Math.PI * 1.75);
        ctx.fill();
        ctx.fillRect(-0.6, -0.46, 0.75, 0.04);
      }
      ctx.restore();
    }
  },
  birds(ctx, o, { w, h, seed }) {
    const random = rng(`${seed}/birds`);
    ctx.strokeStyle = grey(o.ink ?? 60);
    for (let i = 0; i < (o.count ?? 9); i += 1) {
      const x = (o.x + random.gauss() * (o.spread ?? 0.08)) * w;
      const y = (o.y + random.gauss() * (o.spread ?? 0.08) * 0.5) * h;
      const s = (o.s ?? 0.01) * w * random.range(0.6, 1.2);
      ctx.lineWidth = s * 0.14;
      ctx.beginPath();
      ctx.moveTo(x - s, y - s * 0.3);
      ctx.quadraticCurveTo(x - s * 0.4, y - s * 0.5, x, y);
      ctx.quadraticCurveTo(x + s * 0.4, y - s * 0.5, x + s, y - s * 0.3);
      ctx.stroke();
    }
  },
  cloud(ctx, o, { w, h, seed }) {
    const n = noise2(`${seed}/mist/${o.y}`);
    const y = o.y * h;
    const d = (o.s ?? 0.06) * h;
    for (let x = 0; x < w; x += 8) {
      const v = fbm(n, x / 240, 1.5, 3);
      const g = ctx.createLinearGradient(0, y - d * (0.5 + v), 0, y + d * (0.5 + v));
      g.addColorStop(0, grey(245, 0));
      g.addColorStop(0.5, grey(245, (o.a ?? 0.55) * v * 1.5));
      g.addColorStop(1, grey(245, 0));
      ctx.fillStyle = g;
      ctx.fillRect(x, y - d * 2, 8, d * 4);
    }
  },
};

export function person(ctx, x, y, s, hat = true) {
  ctx.beginPath();
  ctx.moveTo(x - s * 0.12, y);
  ctx.quadraticCurveTo(x - s * 0.2, y - s * 0.5, x - s * 0.09, y - s * 0.8);
  ctx.quadraticCurveTo(x, y - s * 0.86, x + s * 0.09, y - s * 0.8);
  ctx.quadraticCurveTo(x + s * 0.2, y - s * 0.5, x + s * 0.12, y);
  ctx.fill();
  ctx.beginPath();
  ctx.arc(x, y - s * 0.91, s * 0.085, 0, 7);
  ctx.fill();
  if (hat) {
    ctx.beginPath();
    ctx.moveTo(x - s * 0.2, y - s * 0.92);
    ctx.lineTo(x, y - s * 1.07);
    ctx.lineTo(x + s * 0.2, y - s * 0.92);
    ctx.fill();
  }
}
export { grey, poly };
