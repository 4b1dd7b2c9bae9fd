import { FACES, canvasOf, column, paper, seal, worn } from './canvas.mjs';
import { fbm, noise2, rng } from './noise.mjs';
import { plants } from './plants.mjs';

const INKS = {
  ink: [44, 42, 40],
  green: [58, 96, 84],
  blue: [62, 88, 112],
  ochre: [128, 84, 56],
  snow: [92, 100, 108],
};
const tint = ([r, g, b], a) => `rgba(${r},${g},${b},${a})`;

/** One ridge: ink that is densest at the crest and fades to mist, strokes that follow the slope, dots of moss. */
export function ridge(ctx, w, h, o, seed) {
  const n = noise2(`${seed}/${o.id}`);
  const random = rng(`${seed}/${o.id}/strokes`);
  const colour = INKS[o.colour ?? 'ink'];
  const base = o.y * h;
  const rise = o.rise * h;
  const crest = (x) => {
    const u = (x / w) * (o.peaks ?? 4) * (w / h > 1.6 ? 2 : 1);
    const v = fbm(n, u + 7, 1.5, 5);
    const bold = o.spire ? Math.max(0, fbm(n, u * 1.4 + 60, 9.5, 2) - 0.5) * 5 * o.spire : 0;
    const lean = o.at === undefined ? 1 : Math.max(0.04, 1 - Math.abs(x / w - o.at) * (o.tight ?? 1.6));
    return base - (v * v * 1.9 + bold * v) * rise * lean - (n(x / 9, 3) - 0.5) * 5;
  };
  const crests = new Float32Array(Math.ceil(w) + 1);
  for (let x = 0; x <= w; x += 1) crests[x] = crest(x);
  const deep = (o.deep ?? 0.3) * h;
  for (let x = 0; x < w; x += 2) {
    const y = crests[x];
    const g = ctx.createLinearGradient(0, y, 0, y + deep);
    g.addColorStop(0, tint(colour, o.ink));
    g.addColorStop(0.35, tint(colour, o.ink * 0.55));
    g.addColorStop(1, tint(colour, 0));
    ctx.fillStyle = g;
    ctx.fillRect(x, y, 2, deep);
  }
  if (o.snow)
    for (let x = 0; x < w; x += 2) {
      ctx.fillStyle = `rgba(250,248,242,${0.7})`;
      ctx.fillRect(x, crests[x], 2, 5 + 16 * n(x / 40, 77));
    }
  ctx.lineCap = 'round';
  const count = (w * (o.strokes ?? 1)) / 3.2;
  for (let i = 0; i < count; i += 1) {
    const x = Math.floor(random() * (w - 8)) + 4;
    const slope = (crests[x + 4] - crests[x - 4]) / 8;
    const y = crests[x] + random() ** 1.5 * deep * 0.62;
    const l = random.range(8, 30) * (o.bold ?? 1);
    const lean = Math.max(-1.3, Math.min(1.3, slope)) + random.gauss() * 0.2;
    ctx.strokeStyle = tint(colour, o.ink * random.range(0.16, 0.5));
    ctx.lineWidth = random.range(0.7, 2.2) * (o.bold ?? 1);
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.quadraticCurveTo(x + lean * l * 0.3, y + l * 0.5, x + lean * l * 0.9, y + l);
    ctx.stroke();
  }
  for (let i = 0; i < (w / 14) * (o.dots ?? 0); i += 1) {
    const x = Math.floor(random() * w);
    const cluster = n(x / 60, 21) > 0.48;
    if (!cluster) continue;
    for (let k = 0; k < 7; k += 1) {
      ctx.fillStyle = tint([30, 30, 28], random.range(0.35, 0.85));
      ctx.beginPath();
      ctx.ellipse(
        x + random.gauss() * 9,
        crests[x] - random() * 9 + 3,
        random.range(1.4, 4.6),
        random.range(1, 2.6),
        random.gauss() * 0.5,
        0,
        7,
      );
      ctx.fill();
    }
  }
  return crests;
}

export function landscape(ctx, w, h, spec) {
  spec.ridges.forEach((o, i) => {
    ridge(ctx, w, h, { id: i, ...o }, spec.seed);
    if (o.mist) {
      const g = ctx.createLinearGradient(0, (o.y - 0.04) * h, 0, (o.y + 0.12) * h);
      const [r, gg, b] = spec.paper ?? [238, 226, 198];
      g.addColorStop(0, `rgba(${r},${gg},${b},0)`);
      g.addColorStop(0.5, `rgba(${r},${gg},${b},${o.mist})`);
      g.addColorStop(1, `rgba(${r},${gg},${b},0)`);
      ctx.fillStyle = g;
      ctx.fillRect(0, (o.y - 0.04) * h, w, h * 0.16);
    }
  });
  for (const [kind, o] of spec.things ?? []) plants[kind](ctx, o, { w, h, seed: spec.seed });
}

/** Inscription and seals in one place, top right or wherever told. */
function inscription(canvas, ctx, spec) {
  const { width: w, height: h } = canvas;
  const [layer, l] = canvasOf(w, h);
  const random = rng(`${spec.seed}/hand`);
  const lines = [];
  for (const group of spec.writing ?? []) {
    group.lines.forEach((text, i) => {
      const x = group.x * w - i * group.size * 1.35;
      const y = group.y * h + (group.drop ?? 0) * (i ? group.size : 0);
      const box = column(l, text, x, y, group.size, group.size * (group.step ?? 1.16), {
        face: FACES[group.face ?? 'hand'],
        weight: group.weight ?? 400,
        random,
        tilt: 0.05,
        drift: group.size * 0.03,
        sway: 0.07,
      });
      lines.push({ text, box });
    });
  }
  ctx.save();
  ctx.globalCompositeOperation = 'multiply';
  ctx.drawImage(worn(layer, { seed: spec.seed, ink: spec.ink ?? [34, 31, 30], rough: 0.7, dry: 0.4 }), 0, 0);
  ctx.restore();
  const seals = (spec.seals ?? []).map((s) => ({
    text: s.text,
    box: seal(ctx, s.text, s.x * w, s.y * h, s.size ?? 44, { white: s.white ?? true, round: s.round }),
  }));
  return { lines, seals };
}

export function painting(spec) {
  const { width, height } = spec;
  const [canvas, ctx] = canvasOf(width, height);
  paper(ctx, width, height, {
    base: spec.paper ?? [238, 226, 198],
    seed: spec.seed,
    drift: 13,
    fibres: spec.silk ? 0 : 120,
    foxing: 5,
    edge: spec.shape === 'fan' ? 0 : 14,
    scale: 8,
  });
  if (spec.silk) weave(ctx, width, height);
  if (spec.flecks) flecks(ctx, width, height, spec);
  landscape(ctx, width, height, { ridges: [], ...spec });
  const marks = inscription(canvas, ctx, spec);
  if (spec.shape === 'fan') return { ...fan(canvas), ...marks };
  if (spec.mount) return mount(canvas, spec, marks);
  return { canvas, ...marks };
}

function weave(ctx, w, h) {
  ctx.fillStyle = 'rgba(90,66,30,.05)';
  for (let x = 0; x < w; x += 4) ctx.fillRect(x, 0, 1, h);
  for (let y = 0; y < h; y += 4) ctx.fillRect(0, y, w, 1);
}

function flecks(ctx, w, h, spec) {
  const random = rng(`${spec.seed}/gold`);
  for (let i = 0; i < (w * h) / 2600; i += 1) {
    ctx.fillStyle = `rgba(214,172,84,${random.range(0.25, 0.8)})`;
    ctx.save();
    ctx.translate(random() * w, random() * h);
    ctx.rotate(random() * 3);
    ctx.fillRect(0, 0, random.range(1, 6), random.range(1, 5));
    ctx.restore();
  }
}

/** A folding fan: the drawing cut to an arc with its folds, on a plain ground. */
function fan(source) {
  const { width: w, height: h } = source;
  const [canvas, ctx] = canvasOf(w, h);
  ctx.fillStyle = '#d9cbaa';
  ctx.fillRect(0, 0, w, h);
  const cx = w / 2;
  const cy = h * 1.12;
  const R = h * 1.05;
  const r = h * 0.46;
  const [a0, a1] = [Math.PI * 1.18, Math.PI * 1.82];
  const p = new Path2D();
  p.arc(cx, cy, R, a0, a1);
  p.arc(cx, cy, r, a1, a0, true);
  p.closePath();
  ctx.save();
  ctx.shadowColor = 'rgba(60,40,10,.45)';
  ctx.shadowBlur = 16;
  ctx.fillStyle = '#efe3c6';
  ctx.fill(p);
  ctx.restore();
  ctx.save();
  ctx.clip(p);
  ctx.drawImage(source, 0, 0);
  for (let i = 0; i <= 28; i += 1) {
    const a = a0 + ((a1 - a0) * i) / 28;
    ctx.strokeStyle = i % 2 ? 'rgba(255,250,235,.35)' : 'rgba(80,56,20,.18)';
    ctx.lineWidth = 3;
    ctx.beginPath();
    ctx.moveTo(cx + Math.cos(a) * r, cy + Math.sin(a) * r);
    ctx.lineTo(cx + Math.cos(a) * R, cy + Math.sin(a) * R);
    ctx.stroke();
  }
  ctx.restore();
  return { canvas };
}

/** Silk mounting round the picture; boxes move with it. */
function mount(source, spec, { lines, seals }) {
  const [l, t, r, b] = spec.mount.sides;
  const [canvas, ctx] = canvasOf(source.width + l + r, source.height + t + b);
  paper(ctx, canvas.width, canvas.height, {
    base: spec.mount.silk ?? [196, 190, 164],
    seed: `${spec.seed}/silk`,
    drift: 6,
    fibres: 0,
    foxing: 0,
    edge: 8,
    scale: 20,
  });
  weave(ctx, canvas.width, canvas.height);
  ctx.drawImage(source, l, t);
  ctx.strokeStyle = 'rgba(90,70,40,.5)';
  ctx.lineWidth = 2;
  ctx.strokeRect(l - 1, t - 1, source.width + 2, source.height + 2);
  const move = (m) => ({ ...m, box: [m.box[0] + l, m.box[1] + t, m.box[2], m.box[3]] });
  return { canvas, lines: lines.map(move), seals: seals.map(move) };
}
