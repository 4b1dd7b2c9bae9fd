import { brush, leaf } from './brush.mjs';
import { rng } from './noise.mjs';
import { person } from './parts.mjs';

const ink = (v, a) => `rgba(${v},${v - 1},${v - 3},${a})`;

export const plants = {
  bamboo(ctx, o, { w, h, seed }) {
    const random = rng(`${seed}/bamboo/${o.x}`);
    const d = o.ink ?? 40;
    const thick = (o.thick ?? 0.014) * Math.min(w, h);
    let x = o.x * w;
    let y = h * (o.y ?? 1.02);
    const nodes = [];
    const a = o.a ?? 0.8;
    while (y > h * (o.top ?? -0.02)) {
      const l = h * random.range(0.09, 0.13);
      const nx = x + (o.lean ?? 0.05) * l + random.gauss() * 4;
      ctx.fillStyle = ink(d, a * 0.62);
      brush(ctx, x, y, (x + nx) / 2 + random.gauss() * 3, y - l / 2, nx, y - l + 5, thick, thick * 0.92);
      ctx.fillStyle = ink(d - 14, a * 0.85);
      brush(
        ctx,
        nx - thick * 1.25,
        y - l,
        nx,
        y - l + thick * 0.5,
        nx + thick * 1.25,
        y - l,
        thick * 0.16,
        thick * 0.16,
      );
      x = nx;
      y -= l;
      nodes.push([x, y]);
    }
    nodes.forEach(([nx, ny], i) => {
      if (i < 2 || random() < 0.25) return;
      const side = i % 2 ? 1 : -1;
      const bl = w * random.range(0.07, 0.15);
      const bx = nx + side * bl;
      const by = ny - bl * random.range(0.1, 0.7);
      ctx.fillStyle = ink(d, a * 0.8);
      brush(ctx, nx, ny, nx + side * bl * 0.4, ny - bl * 0.35, bx, by, thick * 0.2, thick * 0.1);
      for (let c = 0; c < random.int(3, 5); c += 1) {
        const px = nx + (bx - nx) * random.range(0.35, 1);
        const py = ny + (by - ny) * random.range(0.35, 1);
        for (let k = 0; k < random.int(3, 5); k += 1) {
          ctx.fillStyle = ink(d - 12 + random.int(0, 16), a * random.range(0.7, 1));
          const wind = o.wind ?? 0;
          leaf(
            ctx,
            px,
            py,
            Math.PI / 2 - side * 0.5 + random.gauss() * 0.65 - wind,
            random.range(0.07, 0.15) * w,
            random.range(0.006, 0.011) * w,
          );
        }
      }
    });
  },
  plum(ctx, o, { w, h, seed }) {
    const random = rng(`${seed}/plum`);
    const flowers = [];
    const grow = (x, y, a, l, t, depth) => {
      const x1 = x + Math.cos(a) * l;
      const y1 = y + Math.sin(a) * l;
      ctx.fillStyle = ink(34 + depth * 6, 0.55 + random() * 0.35);
      brush(
        ctx,
        x,
        y,
        (x + x1) / 2 + random.gauss() * l * 0.16,
        (y + y1) / 2 + random.gauss() * l * 0.16,
        x1,
        y1,
        t,
        t * 0.72,
      );
      for (let i = 0; i < 3; i += 1)
        if (depth > 1 || random() < 0.5)
          flowers.push([x + (x1 - x) * random() + random.gauss() * 14, y + (y1 - y) * random() + random.gauss() * 14]);
      if (depth > 4 || t < 1.2) return;
      grow(x1, y1, a + random.gauss() * 0.5, l * random.range(0.7, 0.98), t * 0.7, depth + 1);
      if (random() < 0.85)
        grow(
          x + (x1 - x) * 0.6,
          y + (y1 - y) * 0.6,
          a + (random() < 0.5 ? -1 : 1) * random.range(0.5, 1.2),
          l * random.range(0.5, 0.85),
          t * 0.45,
          depth + 1,
        );
    };
    grow(o.x * w, o.y * h, o.a ?? -0.9, (o.s ?? 0.28) * Math.min(w, h) * 1.2, Math.min(w, h) * 0.028, 0);
    const [r, g, b] = o.colour ?? [196, 62, 74];
    for (const [x, y] of flowers) {
      const s = random.range(0.009, 0.016) * Math.min(w, h) * (o.bloom ?? 1);
      for (let k = 0; k < 5; k += 1) {
        const a = (k / 5) * Math.PI * 2 + random();
        ctx.fillStyle = `rgba(${r},${g},${b},${random.range(0.45, 0.8)})`;
        ctx.beginPath();
        ctx.arc(x + Math.cos(a) * s * 0.75, y + Math.sin(a) * s * 0.75, s * 0.66, 0, 7);
        ctx.fill();
        if (o.outline) {
          ctx.strokeStyle = ink(60, 0.5);
          ctx.lineWidth = 1;
          ctx.stroke();
        }
      }
      ctx.fillStyle = ink(40, 0.7);
      for (let k = 0; k < 6; k += 1) {
        ctx.beginPath();
        ctx.arc(x + random.gauss() * s * 0.5, y + random.gauss() * s * 0.5, 1.3, 0, 7);
        ctx.fill();
      }
    }
  },
  lotus(ctx, o, { w, h, seed }) {
    const random = rng(`${seed}/lotus`);
    for (const [x, y, s, a] of o.leaves) {
      const r = s * w;
      ctx.fillStyle = ink(60, 0.7);
      brush(
        ctx,
        x * w,
        y * h,
        x * w + random.gauss() * 20,
        (y + 0.2) * h,
        x * w + random.gauss() * 30,
        h * 1.02,
        3.4,
        4.6,
      );
      ctx.fillStyle = ink(70, 0.3);
      ctx.save();
      ctx.translate(x * w, y * h);
      ctx.rotate(a ?? 0);
      for (const q of [1, 0.82, 0.6]) {
        ctx.beginPath();
        ctx.ellipse(random.gauss() * r * 0.08, random.gauss() * r * 0.04, r * 0.86 * q, r * 0.42 * q, 0, 0, 7);
        ctx.fill();
      }
      ctx.restore();
      for (let k = 0; k < 34; k += 1) {
        const t = (k / 34) * Math.PI * 2;
        ctx.fillStyle = ink(34 + random.int(0, 50), random.range(0.18, 0.42));
        const l = r * random.range(0.7, 1.05);
        ctx.save();
        ctx.translate(x * w, y * h);
        ctx.rotate(a ?? 0);
        ctx.scale(1, 0.5);
        leaf(ctx, 0, 0, t, l, l * 0.2);
        ctx.restore();
      }
    }
    for (const [x, y, s] of o.flowers) {
      ctx.fillStyle = ink(70, 0.75);
      brush(ctx, x * w, y * h, x * w + 14, (y + 0.2) * h, x * w - 8, h * 1.02, 2.4, 3.4);
      const r = s * w;
      for (const k of [-3, 3, -2, 2, -1, 1, 0]) {
        ctx.save();
        ctx.translate(x * w, y * h);
        ctx.rotate(k * 0.36);
        const g = ctx.createLinearGradient(0, 0, 0, -r);
        g.addColorStop(0, 'rgba(250,238,226,.95)');
        g.addColorStop(1, 'rgba(206,84,96,.85)');
        ctx.fillStyle = g;
        leaf(ctx, 0, 0, -Math.PI / 2, r, r * 0.34);
        ctx.strokeStyle = 'rgba(140,50,60,.45)';
        ctx.lineWidth = 1.2;
        ctx.stroke();
        ctx.restore();
      }
    }
  },
  orchid(ctx, o, { w, h, seed }) {
    const random = rng(`${seed}/orchid/${o.x}`);
    for (let i = 0; i < (o.count ?? 16); i += 1) {
      const l = random.range(0.25, 0.6) * w * (o.s ?? 1);
      const side = random.gauss() * 1.3;
      ctx.fillStyle = ink(34 + random.int(0, 40), random.range(0.55, 0.9));
      brush(
        ctx,
        o.x * w + random.gauss() * 16,
        o.y * h,
        o.x * w + side * l * 0.35,
        o.y * h - l * 0.8,
        o.x * w + side * l,
        o.y * h - l * random.range(0.2, 0.75),
        5,
        0.6,
      );
    }
    for (let i = 0; i < (o.blooms ?? 4); i += 1) {
      const x = o.x * w + random.gauss() * w * 0.16;
      const y = o.y * h - random.range(0.16, 0.4) * w * (o.s ?? 1);
      for (let k = 0; k < 5; k += 1) {
        ctx.fillStyle = `rgba(110,132,96,${random.range(0.45, 0.75)})`;
        leaf(ctx, x, y, (k / 5) * 6.3 + random.gauss() * 0.3, w * 0.04, w * 0.008);
      }
      ctx.fillStyle = ink(26, 0.9);
      for (let k = 0; k < 3; k += 1) leaf(ctx, x, y, -1.2 + k * 0.5, w * 0.012, 2);
    }
  },
  rock(ctx, o, { w, h, seed }) {
    const random = rng(`${seed}/rock/${o.x}`);
    const s = o.s * w;
    for (let i = 0; i < 70; i += 1) {
      const x = o.x * w + random.gauss() * s * 0.55;
      const y = o.y * h - Math.abs(random.gauss()) * s * 0.55;
      ctx.fillStyle = ink(60 + random.int(0, 60), 0.09);
      ctx.beginPath();
      ctx.ellipse(x, y, s * random.range(0.12, 0.34), s * random.range(0.1, 0.26), random.gauss(), 0, 7);
      ctx.fill();
    }
    for (let i = 0; i < 60; i += 1) {
      const x = o.x * w + random.gauss() * s * 0.5;
      const y = o.y * h - Math.abs(random.gauss()) * s * 0.6;
      ctx.fillStyle = ink(40, random.range(0.15, 0.5));
      brush(ctx, x, y, x + random.gauss() * 18, y + s * 0.08, x + random.gauss() * 26, y + s * 0.2, 2.4, 0.6);
    }
  },
  pine(ctx, o, { w, h, seed }) {
    const random = rng(`${seed}/pine/${o.x}`);
    const s = o.s * h;
    const grow = (x, y, a, l, t, d) => {
      const x1 = x + Math.cos(a) * l;
      const y1 = y + Math.sin(a) * l;
      ctx.fillStyle = ink(38, 0.82);
      brush(ctx, x, y, (x + x1) / 2 + random.gauss() * l * 0.22, (y + y1) / 2, x1, y1, t, t * 0.7);
      if (d > 1)
        for (let f = 0; f < 3; f += 1) {
          const px = x1 + random.gauss() * l * 0.4;
          const py = y1 + random.gauss() * l * 0.16;
          for (let k = 0; k < 26; k += 1) {
            const q = -Math.PI * random();
            ctx.strokeStyle = `rgba(38,52,46,${random.range(0.35, 0.75)})`;
            ctx.lineWidth = 1.1;
            ctx.beginPath();
            ctx.moveTo(px, py);
            ctx.lineTo(px + Math.cos(q) * s * 0.06, py + Math.sin(q) * s * 0.034);
            ctx.stroke();
          }
        }
      if (d > 3) return;
      grow(x1, y1, a + random.gauss() * 0.45, l * 0.76, t * 0.68, d + 1);
      grow(x1, y1, (random() < 0.5 ? -0.25 : Math.PI + 0.25) + random.gauss() * 0.25, l * 0.8, t * 0.5, d + 1);
    };
    grow(o.x * w, o.y * h, -Math.PI / 2 + (o.lean ?? 0.15), s * 0.3, s * 0.024, 0);
  },
  pavilion(ctx, o, { w, h }) {
    const s = o.s * w;
    const [x, y] = [o.x * w, o.y * h];
    ctx.fillStyle = ink(36, 0.9);
    for (const t of [-0.3, -0.1, 0.1, 0.3]) ctx.fillRect(x + s * t - s * 0.014, y - s * 0.5, s * 0.028, s * 0.5);
    ctx.beginPath();
    ctx.moveTo(x, y - s * 0.95);
    ctx.quadraticCurveTo(x + s * 0.14, y - s * 0.62, x + s * 0.54, y - s * 0.5);
    ctx.lineTo(x - s * 0.54, y - s * 0.5);
    ctx.quadraticCurveTo(x - s * 0.14, y - s * 0.62, x, y - s * 0.95);
    ctx.fill();
    ctx.fillRect(x - s * 0.4, y - s * 0.03, s * 0.8, s * 0.03);
  },
  boat(ctx, o, { w, h }) {
    const s = o.s * w;
    const [x, y] = [o.x * w, o.y * h];
    ctx.fillStyle = ink(32, 0.9);
    ctx.beginPath();
    ctx.moveTo(x - s / 2, y - s * 0.05);
    ctx.quadraticCurveTo(x, y + s * 0.14, x + s / 2, y - s * 0.09);
    ctx.quadraticCurveTo(x, y + s * 0.05, x - s / 2, y - s * 0.05);
    ctx.fill();
    person(ctx, x + s * 0.1, y + s * 0.01, s * 0.28);
    ctx.strokeStyle = ink(36, 0.8);
    ctx.lineWidth = Math.max(1, s * 0.012);
    ctx.beginPath();
    if (o.rod) {
      ctx.moveTo(x + s * 0.12, y - s * 0.14);
      ctx.quadraticCurveTo(x + s * 0.5, y - s * 0.4, x + s * 0.7, y - s * 0.22);
      ctx.lineTo(x + s * 0.7, y + s * 0.06);
    } else {
      ctx.moveTo(x + s * 0.08, y - s * 0.18);
      ctx.lineTo(x + s * 0.34, y + s * 0.16);
    }
    ctx.stroke();
  },
  hut(ctx, o, { w, h }) {
    const s = o.s * w;
    const [x, y] = [o.x * w, o.y * h];
    ctx.strokeStyle = ink(40, 0.85);
    ctx.fillStyle = 'rgba(244,236,214,.75)';
    ctx.lineWidth = Math.max(1.2, s * 0.02);
    ctx.fillRect(x - s * 0.4, y - s * 0.3, s * 0.8, s * 0.3);
    ctx.strokeRect(x - s * 0.4, y - s * 0.3, s * 0.8, s * 0.3);
    ctx.fillStyle = ink(64, 0.8);
    ctx.beginPath();
    ctx.moveTo(x - s * 0.52, y - s * 0.28);
    ctx.lineTo(x - s * 0.3, y - s * 0.58);
    ctx.lineTo(x + s * 0.3, y - s * 0.58);
    ctx.lineTo(x + s * 0.52, y - s * 0.28);
    ctx.fill();
    ctx.fillStyle = ink(50, 0.75);
    ctx.fillRect(x - s * 0.09, y - s * 0.22, s * 0.18, s * 0.22);
  },
  bridge(ctx, o, { w, h }) {
    const s = o.s * w;
    const [x, y] = [o.x * w, o.y * h];
    ctx.strokeStyle = ink(40, 0.85);
    ctx.lineWidth = Math.max(2, s * 0.03);
    ctx.beginPath();
    ctx.moveTo(x - s / 2, y);
    ctx.quadraticCurveTo(x, y - s * 0.36, x + s / 2, y);
    ctx.moveTo(x - s * 0.2, y);
    ctx.arc(x, y, s * 0.2, Math.PI, 0);
    ctx.stroke();
  },
  fall(ctx, o, { w, h, seed }) {
    const random = rng(`${seed}/fall/${o.x}`);
    const [x, y, l] = [o.x * w, o.y * h, o.s * h];
    ctx.fillStyle = 'rgba(248,242,226,.78)';
    brush(ctx, x, y, x + 8, y + l / 2, x - 6, y + l, (o.wide ?? 0.02) * w * 0.5, (o.wide ?? 0.02) * w);
    for (let i = 0; i < 16; i += 1) {
      ctx.strokeStyle = ink(90, 0.28);
      ctx.lineWidth = 1;
      const q = random.gauss() * (o.wide ?? 0.02) * w;
      ctx.beginPath();
      ctx.moveTo(x + q * 0.6, y + random() * l * 0.3);
      ctx.quadraticCurveTo(x + 8 + q, y + l / 2, x - 6 + q, y + l * random.range(0.7, 1));
      ctx.stroke();
    }
  },
  moon(ctx, o, { w, h }) {
    const r = o.s * w;
    const g = ctx.createRadialGradient(o.x * w, o.y * h, r * 0.98, o.x * w, o.y * h, r * 3.4);
    g.addColorStop(0, 'rgba(120,112,96,.34)');
    g.addColorStop(1, 'rgba(120,112,96,0)');
    const halo = new Path2D();
    halo.arc(o.x * w, o.y * h, r * 3.4, 0, Math.PI * 2);
    halo.closePath();
    halo.moveTo(o.x * w + r, o.y * h);
    halo.arc(o.x * w, o.y * h, r, 0, Math.PI * 2);
    ctx.fillStyle = g;
    ctx.fill(halo, 'evenodd');
  },
  geese(ctx, o, { w, h }) {
    ctx.strokeStyle = ink(50, 0.8);
    for (let i = 0; i < (o.count ?? 9); i += 1) {
      const k = Math.ceil(i / 2) * (i % 2 ? 1 : -1);
      const x = (o.x + Math.abs(k) * 0.022) * w;
      const y = (o.y + k * 0.009) * h;
      const s = o.s * w;
      ctx.lineWidth = 1.6;
      ctx.beginPath();
      ctx.moveTo(x - s, y - s * 0.4);
      ctx.quadraticCurveTo(x - s * 0.4, y - s * 0.4, x, y);
      ctx.quadraticCurveTo(x + s * 0.4, y - s * 0.5, x + s, y - s * 0.3);
      ctx.stroke();
    }
  },
  reeds(ctx, o, { w, h, seed }) {
    const random = rng(`${seed}/reeds/${o.x}`);
    for (let i = 0; i < (o.count ?? 40); i += 1) {
      const l = o.s * h * random.range(0.5, 1.1);
      const x = o.x * w + random() * o.wide * w;
      const lean = (o.wind ?? 0.4) + random.gauss() * 0.2;
      ctx.fillStyle = ink(48 + random.int(0, 50), random.range(0.4, 0.85));
      brush(ctx, x, o.y * h, x + l * lean * 0.2, o.y * h - l * 0.7, x + l * lean, o.y * h - l, 2.6, 0.4);
    }
  },
};
