import { around, glazes, petal } from './glaze.mjs';
import { rng } from './noise.mjs';

/** Flowers, fruit, fish and figures for vessels, added to the list of glazes. */
Object.assign(glazes, {
  /** Peony sprays drawn boldly in one brush. */
  peony(ctx, area, { colour, count = 4, scratch = null }) {
    const { h } = area;
    around(ctx, area, count, (i, cw) => {
      ctx.translate(0, h / 2);
      ctx.fillStyle = colour;
      ctx.strokeStyle = colour;
      ctx.lineWidth = h * 0.02;
      for (let k = 0; k < 9; k += 1) {
        ctx.save();
        ctx.rotate((k / 9) * Math.PI * 2);
        ctx.beginPath();
        ctx.ellipse(0, -h * 0.17, h * 0.09, h * 0.13, 0, 0, 7);
        ctx.fill();
        ctx.restore();
      }
      if (scratch) {
        ctx.strokeStyle = scratch;
        ctx.lineWidth = h * 0.012;
        for (let k = 0; k < 9; k += 1)
          for (const r of [0.1, 0.17]) {
            ctx.beginPath();
            ctx.arc(0, 0, h * r, (k / 9) * 6.28, (k / 9) * 6.28 + 0.5);
            ctx.stroke();
          }
      }
      for (const s of [-1, 1]) {
        ctx.strokeStyle = colour;
        ctx.lineWidth = h * 0.022;
        ctx.beginPath();
        ctx.moveTo(s * h * 0.2, 0);
        ctx.quadraticCurveTo(s * cw * 0.3, -h * 0.28 * s, s * cw * 0.5, 0);
        ctx.stroke();
        for (let k = 0; k < 4; k += 1) {
          ctx.save();
          ctx.translate(s * cw * (0.27 + k * 0.06), -h * 0.1 * s + (k % 2) * h * 0.2 - h * 0.1);
          ctx.rotate(k * 1.3 + s);
          petal(ctx, h * 0.2, h * 0.07);
          ctx.restore();
        }
      }
    });
  },
  peaches(ctx, area, { count = 5, branch = '#5a4632', leaf = '#4f7a52' }, seed) {
    const { x, y, w, h } = area;
    const random = rng(seed);
    ctx.strokeStyle = branch;
    ctx.lineWidth = h * 0.03;
    ctx.beginPath();
    ctx.moveTo(x + w * 0.04, y + h * 0.98);
    ctx.bezierCurveTo(x + w * 0.2, y + h * 0.7, x + w * 0.34, y + h * 0.5, x + w * 0.52, y + h * 0.3);
    ctx.moveTo(x + w * 0.2, y + h * 0.72);
    ctx.quadraticCurveTo(x + w * 0.46, y + h * 0.75, x + w * 0.7, y + h * 0.55);
    ctx.stroke();
    for (let k = 0; k < 46; k += 1) {
      ctx.save();
      const t = random();
      ctx.translate(
        x + w * (0.1 + t * 0.58) + random.gauss() * w * 0.03,
        y + h * (0.88 - t * 0.5) + random.gauss() * h * 0.1,
      );
      ctx.rotate(random() * 6.3);
      ctx.fillStyle = k % 3 ? leaf : '#7d9a5c';
      petal(ctx, h * 0.16, h * 0.035);
      ctx.restore();
    }
    for (let k = 0; k < count; k += 1) {
      const t = (k + 0.4) / count;
      const r = h * 0.072;
      ctx.save();
      ctx.translate(x + w * (0.1 + t * 0.6), y + h * (0.82 - t * 0.5 + (k % 2 ? 0.13 : -0.06)));
      ctx.scale(area.k ?? 1, 1);
      const g = ctx.createRadialGradient(-r * 0.3, -r * 0.4, r * 0.1, 0, 0, r * 1.2);
      g.addColorStop(0, '#f2dfa8');
      g.addColorStop(0.55, '#e8a58c');
      g.addColorStop(1, '#c2485c');
      ctx.fillStyle = g;
      ctx.beginPath();
      ctx.moveTo(0, -r * 1.25);
      ctx.bezierCurveTo(r * 1.5, -r * 0.6, r * 1.1, r, 0, r);
      ctx.bezierCurveTo(-r * 1.1, r, -r * 1.5, -r * 0.6, 0, -r * 1.25);
      ctx.fill();
      ctx.restore();
    }
  },
  fish(ctx, area, { colour, pale, count = 4 }, seed) {
    const { h } = area;
    const random = rng(seed);
    around(ctx, area, count, (i) => {
      ctx.translate(0, h * (0.5 + (i % 2 ? 0.08 : -0.08)));
      ctx.scale(area.k ?? 1, 1);
      ctx.rotate(random.gauss() * 0.2);
      ctx.fillStyle = colour;
      ctx.beginPath();
      ctx.moveTo(-h * 0.42, 0);
      ctx.quadraticCurveTo(0, -h * 0.26, h * 0.3, 0);
      ctx.lineTo(h * 0.52, -h * 0.15);
      ctx.lineTo(h * 0.46, 0);
      ctx.lineTo(h * 0.52, h * 0.15);
      ctx.lineTo(h * 0.3, 0);
      ctx.quadraticCurveTo(0, h * 0.2, -h * 0.42, 0);
      ctx.fill();
      ctx.strokeStyle = pale;
      ctx.lineWidth = 2.5;
      for (let k = 0; k < 8; k += 1) {
        ctx.beginPath();
        ctx.arc(-h * 0.24 + k * h * 0.07, 0, h * 0.06, -1, 1);
        ctx.stroke();
      }
      ctx.fillStyle = '#fff';
      ctx.beginPath();
      ctx.arc(-h * 0.31, -h * 0.035, h * 0.022, 0, 7);
      ctx.fill();
    });
    around(ctx, area, count * 3, (i) => {
      ctx.strokeStyle = i % 2 ? colour : pale;
      ctx.lineWidth = 2.6;
      for (let k = -2; k <= 2; k += 1) {
        ctx.beginPath();
        ctx.moveTo(k * 3, h);
        ctx.bezierCurveTo(k * 12, h * 0.8, -k * 10, h * 0.7, k * 16, h * (i % 3 === 0 ? 0.25 : 0.6));
        ctx.stroke();
      }
    });
  },
  /** Whirlpool spirals of painted pottery. */
  spirals(ctx, area, { colour, count = 4 }) {
    const { h } = area;
    ctx.strokeStyle = colour;
    around(ctx, area, count, (i, cw) => {
      ctx.translate(0, h / 2);
      ctx.fillStyle = colour;
      for (const turn of [0, Math.PI])
        for (let k = 0; k < 3; k += 1) {
          ctx.lineWidth = h * (0.055 - k * 0.01);
          ctx.beginPath();
          for (let t = 0; t <= 50; t += 1) {
            const a = turn + (t / 50) * 4.2 + k * 0.36;
            const r = (0.1 + (t / 50) ** 1.4) * Math.min(cw * 0.52, h * 0.62);
            const px = Math.cos(a) * r * (cw > h ? cw / h / 1.4 : 1);
            const py = Math.sin(a) * r * 0.72;
            if (t) ctx.lineTo(px, py);
            else ctx.moveTo(px, py);
          }
          ctx.stroke();
        }
      ctx.beginPath();
      ctx.arc(0, 0, h * 0.08, 0, 7);
      ctx.fill();
    });
  },
  /** Thunder spirals with a pair of eyes, as on early bronzes. */
  bronze(ctx, area, { colour, light }) {
    const { h } = area;
    glazes.meander(ctx, { ...area, h: h / 3 }, { colour, count: 34 });
    glazes.meander(ctx, { ...area, y: area.y + h / 3, h: h / 3 }, { colour, count: 34 });
    glazes.meander(ctx, { ...area, y: area.y + (h * 2) / 3, h: h / 3 }, { colour, count: 34 });
    around(ctx, area, 4, (i, cw) => {
      ctx.translate(0, h / 2);
      ctx.fillStyle = light;
      ctx.fillRect(-cw * 0.025, -h / 2, cw * 0.05, h);
      for (const s of [-1, 1]) {
        ctx.beginPath();
        ctx.ellipse(s * cw * 0.2, -h * 0.06, cw * 0.1, h * 0.14, 0, 0, 7);
        ctx.fill();
        ctx.fillStyle = colour;
        ctx.beginPath();
        ctx.ellipse(s * cw * 0.2, -h * 0.06, cw * 0.035, h * 0.05, 0, 0, 7);
        ctx.fill();
        ctx.fillStyle = light;
        ctx.lineWidth = h * 0.05;
        ctx.strokeStyle = light;
        ctx.beginPath();
        ctx.arc(s * cw * 0.3, h * 0.2, h * 0.14, s > 0 ? -2.4 : -0.7, s > 0 ? 1.2 : 3.9);
        ctx.stroke();
      }
    });
  },
  blossoms(ctx, area, { colour, count = 30, size = 0.08 }, seed) {
    const random = rng(seed);
    for (let i = 0; i < count; i += 1) {
      const px = area.x + random() * area.w;
      const py = area.y + random.range(0.1, 0.9) * area.h;
      const s = area.h * size * random.range(0.7, 1.3);
      ctx.fillStyle = colour;
      for (let k = 0; k < 5; k += 1) {
        ctx.beginPath();
        ctx.arc(px + Math.cos((k / 5) * 6.28) * s * 0.6, py + Math.sin((k / 5) * 6.28) * s * 0.6, s * 0.48, 0, 7);
        ctx.fill();
      }
    }
  },
});
export { glazes };
