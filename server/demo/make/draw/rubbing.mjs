import { FACES, canvasOf, column, seal, wash, worn } from './canvas.mjs';
import { fbm, noise2, rng } from './noise.mjs';

/** The stone's outline within the sheet, by shape. */
function outline(shape, x, y, w, h) {
  const p = new Path2D();
  if (shape === 'round') p.arc(x + w / 2, y + h / 2, Math.min(w, h) / 2, 0, 7);
  else if (shape === 'arch') {
    p.moveTo(x, y + h);
    p.lineTo(x, y + w * 0.34);
    p.bezierCurveTo(x, y - w * 0.02, x + w * 0.3, y, x + w / 2, y);
    p.bezierCurveTo(x + w * 0.7, y, x + w, y - w * 0.02, x + w, y + w * 0.34);
    p.lineTo(x + w, y + h);
    p.closePath();
  } else if (shape === 'peak') {
    p.moveTo(x, y + h);
    p.lineTo(x, y + w * 0.3);
    p.lineTo(x + w / 2, y);
    p.lineTo(x + w, y + w * 0.3);
    p.lineTo(x + w, y + h);
    p.closePath();
  } else p.rect(x, y, w, h);
  return p;
}

/** A cliff or broken stone: the rectangle's edge wanders. */
function ragged(random, x, y, w, h, amount) {
  const p = new Path2D();
  const steps = 46;
  for (let i = 0; i <= steps * 4; i += 1) {
    const side = Math.floor(i / steps) % 4;
    const t = (i % steps) / steps;
    const j = random.gauss() * amount;
    const px = [x + w * t, x + w + j, x + w * (1 - t), x + j][side];
    const py = [y + j, y + h * t, y + h + j, y + h * (1 - t)][side];
    if (i === 0) p.moveTo(px, py);
    else p.lineTo(px, py);
  }
  p.closePath();
  return p;
}

function inkGround(ctx, width, height, seed, tone, hue = [1, 0.985, 0.965]) {
  const a = noise2(`${seed}/ink`);
  const b = noise2(`${seed}/tap`);
  wash(ctx, width, height, 2, (x, y) => {
    const cloud = fbm(a, x / 190, y / 190, 4);
    const tap = b(x / 7, y / 7) * 0.6 + b(x / 3.1 + 90, y / 3.1) * 0.4;
    const v = tone + (cloud - 0.5) * 34 + Math.max(0, tap - 0.62) * 150 * (0.4 + cloud);
    return [v * hue[0], v * hue[1], v * hue[2], 255];
  });
}

function losses(ctx, random, x, y, w, h, count, size) {
  for (let i = 0; i < count; i += 1) {
    const cx = x + random() * w;
    const cy = y + random() * h;
    blob(ctx, random, cx, cy, size * random.range(0.3, 1));
  }
}

function blob(ctx, random, cx, cy, r) {
  const n = random.int(7, 13);
  ctx.beginPath();
  for (let i = 0; i <= n; i += 1) {
    const a = (i / n) * Math.PI * 2;
    const q = r * random.range(0.55, 1.25);
    const px = cx + Math.cos(a) * q;
    const py = cy + Math.sin(a) * q * 0.9;
    if (i === 0) ctx.moveTo(px, py);
    else ctx.quadraticCurveTo(cx + Math.cos(a - 0.3) * q * 1.15, cy + Math.sin(a - 0.3) * q, px, py);
  }
  ctx.fill();
}

function cracks(ctx, random, x, y, w, h, count) {
  for (let i = 0; i < count; i += 1) {
    let px = x + random() * w;
    let py = y + (random() < 0.5 ? 0 : random() * h);
    let a = random.range(0.2, 1.4) * (random() < 0.5 ? 1 : -1) + Math.PI / 2;
    ctx.beginPath();
    ctx.moveTo(px, py);
    for (let s = 0; s < 40; s += 1) {
      a += random.gauss() * 0.22;
      px += Math.cos(a) * 26;
      py += Math.sin(a) * 26;
      ctx.lineTo(px, py);
      if (px < x || px > x + w || py > y + h) break;
    }
    ctx.lineWidth = random.range(1.2, 4);
    ctx.stroke();
  }
}

/** Roof-tile end: four characters in quadrants round a boss. */
function tileEnd(l, text, cx, cy, r) {
  l.lineWidth = r * 0.035;
  for (const q of [0.93, 0.8, 0.27]) {
    l.beginPath();
    l.arc(cx, cy, r * q, 0, 7);
    l.stroke();
  }
  l.beginPath();
  l.arc(cx, cy, r * 0.14, 0, 7);
  l.fill();
  for (let i = 0; i < 4; i += 1) {
    const a = (i * Math.PI) / 2;
    for (const d of [-0.05, 0.05]) {
      l.beginPath();
      l.moveTo(cx + Math.cos(a + d) * r * 0.27, cy + Math.sin(a + d) * r * 0.27);
      l.lineTo(cx + Math.cos(a + d * 0.4) * r * 0.8, cy + Math.sin(a + d * 0.4) * r * 0.8);
      l.stroke();
    }
  }
  const at = [
    [0.38, -0.38],
    [0.38, 0.38],
    [-0.38, -0.38],
    [-0.38, 0.38],
  ];
  const boxes = [];
  [...text].forEach((char, i) => {
    const s = r * 0.46;
    const x = cx + at[i][0] * r;
    const y = cy + at[i][1] * r;
    l.font = `700 ${s}px ${FACES.carved}`;
    l.textAlign = 'center';
    l.textBaseline = 'middle';
    l.lineWidth = 3;
    l.fillText(char, x, y);
    l.strokeText(char, x, y);
    boxes.push({ text: char, box: [x - s / 2, y - s / 2, s, s].map(Math.round) });
  });
  return [
    { text: text.slice(0, 2), box: join(boxes[0].box, boxes[1].box) },
    { text: text.slice(2, 4), box: join(boxes[2].box, boxes[3].box) },
  ];
}

const join = (a, b) => {
  const x = Math.min(a[0], b[0]);
  const y = Math.min(a[1], b[1]);
  return [x, y, Math.max(a[0] + a[2], b[0] + b[2]) - x, Math.max(a[1] + a[3], b[1] + b[3]) - y];
};

/** Writes the columns; □ in the text is a lost character: a hole is broken out where it stood. */
function inscribe(l, spec, area, random, lost) {
  const { lines } = spec;
  const rows = Math.max(...lines.map((t) => [...t].length));
  const pitch = area.w / lines.length;
  const step = area.h / rows;
  const size = Math.min(pitch, step) * (spec.fill ?? 0.8);
  const out = [];
  lines.forEach((text, i) => {
    const x = area.x + area.w - pitch * (i + 0.5);
    const shown = text.replaceAll('□', '　');
    column(l, shown, x, area.y, size, step, {
      face: spec.face === 'song' ? FACES.song : FACES[spec.face ?? 'carved'],
      weight: spec.weight ?? 700,
      random,
      tilt: spec.tilt ?? 0.02,
      drift: size * 0.012,
      sway: 0.03,
      stretch: spec.stretch ?? 1,
    });
    [...text].forEach((char, n) => char === '□' && lost.push([x, area.y + step * (n + 0.5), size * 0.56]));
    out.push({
      text: text.replace(/^　+|　+$/g, ''),
      box: [x - pitch / 2, area.y, pitch, step * [...text].length].map(Math.round),
    });
  });
  if (spec.grid) {
    l.lineWidth = 1.6;
    l.globalAlpha = 0.75;
    for (let i = 0; i <= lines.length; i += 1)
      stroke(l, area.x + pitch * i, area.y, area.x + pitch * i, area.y + area.h);
    if (spec.grid === 'both')
      for (let i = 0; i <= rows; i += 1) stroke(l, area.x, area.y + step * i, area.x + area.w, area.y + step * i);
    l.globalAlpha = 1;
  }
  return out;
}

function stroke(l, x0, y0, x1, y1) {
  l.beginPath();
  l.moveTo(x0, y0);
  l.lineTo(x1, y1);
  l.stroke();
}

export function rubbing(spec) {
  const { width, height, seed } = spec;
  const [canvas, ctx] = canvasOf(width, height);
  const random = rng(seed);
  const n = noise2(`${seed}/sheet`);
  const base = spec.sheet ?? [214, 208, 196];
  wash(ctx, width, height, 6, (x, y) => {
    const v = (fbm(n, x / 120, y / 120, 4) - 0.5) * 26;
    return [base[0] + v, base[1] + v, base[2] + v, 255];
  });
  const m = spec.margin ?? 90;
  const stone = { x: m, y: m, w: width - m * 2, h: height - m * 2 };
  const path =
    spec.shape === 'ragged'
      ? ragged(random, stone.x, stone.y, stone.w, stone.h, 15)
      : outline(spec.shape, stone.x, stone.y, stone.w, stone.h);
  ctx.save();
  ctx.clip(path);
  const [ground, g] = canvasOf(width, height);
  inkGround(g, width, height, seed, spec.tone ?? 38, spec.hue);
  ctx.drawImage(ground, 0, 0);
  const [layer, l] = canvasOf(width, height);
  l.fillStyle = l.strokeStyle = '#000';
  const lost = [];
  let lines = [];
  const pad = spec.pad ?? 60;
  if (spec.shape === 'round')
    lines = tileEnd(l, spec.lines.join(''), width / 2, height / 2, Math.min(stone.w, stone.h) / 2);
  else {
    const head = spec.head ? stone.w * 0.3 * spec.head.length ** 0 : 0;
    if (spec.head)
      lines.push(
        ...inscribe(l, { ...spec, lines: spec.head, fill: 0.86, grid: null }, headArea(stone, spec), random, lost),
      );
    const top = spec.head
      ? stone.y + headHeight(stone, spec) + pad * 0.5 + head * 0
      : stone.y + pad + (spec.shape === 'peak' ? stone.w * 0.27 : 0);
    lines.push(
      ...inscribe(
        l,
        spec,
        { x: stone.x + pad, y: top, w: stone.w - pad * 2, h: stone.y + stone.h - pad - top },
        random,
        lost,
      ),
    );
  }
  if (spec.frame) {
    l.lineWidth = 3;
    l.strokeRect(stone.x + pad * 0.4, stone.y + pad * 0.4, stone.w - pad * 0.8, stone.h - pad * 0.8);
  }
  for (const c of [l]) cracks(c, random, stone.x, stone.y, stone.w, stone.h, spec.cracks ?? 3);
  const light = worn(layer, { seed, ink: [222, 217, 206], rough: 1.25, blur: 1.1, dry: 0.34 });
  ctx.drawImage(light, 0, 0);
  scars(ctx, random, spec, stone, lost, seed);
  ctx.restore();
  if (spec.extra === 'mount') mountLine(ctx, width, height);
  const seals = (spec.seals ?? []).map((s) => ({
    text: s.text,
    box: seal(ctx, s.text, s.x * width, s.y * height, s.size ?? 84, { white: s.white ?? true, alpha: 0.95 }),
  }));
  return { canvas, lines, seals };
}

const headHeight = (stone, spec) => stone.w * (spec.headHeight ?? 0.42);
function headArea(stone, spec) {
  const h = headHeight(stone, spec);
  const w = Math.min(stone.w * 0.62, (h * 0.8 * spec.head.length) / Math.max(...spec.head.map((t) => [...t].length)));
  return { x: stone.x + (stone.w - w) / 2, y: stone.y + h * 0.18, w, h: h * 0.78 };
}

function scars(ctx, random, spec, stone, lost, seed) {
  const [layer, l] = canvasOf(ctx.canvas.width, ctx.canvas.height);
  l.fillStyle = '#000';
  const amount = spec.wear ?? 1;
  losses(l, random, stone.x, stone.y, stone.w, stone.h, 260 * amount, 5);
  for (let e = 0; e < 26 * amount; e += 1) {
    const onSide = random() < 0.5;
    const px = onSide ? stone.x + (random() < 0.5 ? 0 : stone.w) : stone.x + random() * stone.w;
    const py = onSide ? stone.y + random() * stone.h : stone.y + (random() < 0.5 ? 0 : stone.h);
    blob(l, random, px, py, random.range(6, 26));
  }
  for (const [x, y, r] of lost) {
    for (let i = 0; i < 6; i += 1)
      blob(l, random, x + random.gauss() * r * 0.5, y + random.gauss() * r * 0.5, r * random.range(0.5, 0.9));
  }
  ctx.drawImage(worn(layer, { seed: `${seed}/scar`, ink: [198, 193, 182], rough: 1.6, blur: 1.4, dry: 0.4 }), 0, 0);
}

function mountLine(ctx, width, height) {
  ctx.strokeStyle = 'rgba(120,100,70,.5)';
  ctx.lineWidth = 2;
  ctx.strokeRect(22, 22, width - 44, height - 44);
}
