import { FACES, canvasOf, column, paper, seal, worn } from './canvas.mjs';
import { rng } from './noise.mjs';

export const SIZE = [1160, 1680];

/** Where the frame, the columns and the fold strip of a half-leaf stand. Side a has its fold at the left, b at the right. */
export function frameOf(style, side) {
  const [width, height] = SIZE;
  const fold = style.fold ?? 62;
  const spine = 74;
  const left = style.plain ? 90 : side === 'a' ? fold : spine;
  const right = style.plain ? width - 90 : side === 'a' ? width - spine : width - fold;
  const top = style.top ?? 210;
  const bottom = height - (style.bottom ?? 120);
  return { left, right, top, bottom, pitch: (right - left) / style.columns, fold };
}

function fishTail(ctx, x, y, w, h, down, black) {
  ctx.beginPath();
  const s = down ? 1 : -1;
  ctx.moveTo(x - w, y);
  ctx.lineTo(x + w, y);
  ctx.lineTo(x + w, y + s * h * 1.5);
  ctx.lineTo(x, y + s * h * 0.62);
  ctx.lineTo(x - w, y + s * h * 1.5);
  ctx.closePath();
  if (black) ctx.fill();
  else ctx.stroke();
}

/** The fold strip (版心): fish tails, short title, juan and leaf, cut by the fold as in any bound copy. */
function foldStrip(ctx, style, page, f) {
  const x = page.side === 'a' ? 8 : SIZE[0] - 8;
  const w = f.fold;
  const span = f.bottom - f.top;
  ctx.save();
  ctx.lineWidth = 2;
  if (style.mouth === 'black') {
    ctx.fillRect(x - 7, f.top, 14, span * 0.12);
    ctx.fillRect(x - 7, f.bottom - span * 0.1, 14, span * 0.1);
  }
  fishTail(ctx, x, f.top + span * 0.17, w, 34, true, style.tail !== 'white');
  column(ctx, style.short, x, f.top + span * 0.235, 50, 54, { face: style.face, weight: style.weight });
  column(ctx, page.juan ?? '', x, f.top + span * 0.5, 44, 48, { face: style.face, weight: style.weight });
  column(ctx, page.leaf ?? '', x, f.top + span * 0.71, 40, 44, { face: style.face, weight: style.weight });
  if (style.tails === 2) fishTail(ctx, x, f.top + span * 0.86, w, 34, false, style.tail !== 'white');
  ctx.restore();
}

function border(ctx, style, f, side) {
  const { left, right, top, bottom } = f;
  ctx.lineWidth = 7;
  const thick = new Path2D();
  const outer = side === 'a' ? right : left;
  const edge = side === 'a' ? 0 : SIZE[0];
  thick.moveTo(edge, top);
  thick.lineTo(outer, top);
  thick.lineTo(outer, bottom);
  thick.lineTo(edge, bottom);
  ctx.stroke(thick);
  const inset = side === 'a' ? -13 : 13;
  ctx.lineWidth = 2;
  if (style.border !== 'single') {
    ctx.beginPath();
    ctx.moveTo(outer + inset, top + (style.border === 'double' ? 13 : 0));
    ctx.lineTo(outer + inset, bottom - (style.border === 'double' ? 13 : 0));
    ctx.stroke();
  }
  if (style.border === 'double')
    for (const y of [top + 13, bottom - 13]) {
      ctx.beginPath();
      ctx.moveTo(edge, y);
      ctx.lineTo(outer + inset, y);
      ctx.stroke();
    }
}

/** The frame of a manuscript or a folded sutra: no fold strip, lines on all sides or only above and below. */
function plainFrame(ctx, style, f) {
  ctx.lineWidth = style.plain === 'bars' ? 5 : 3;
  ctx.beginPath();
  for (const y of [f.top, f.bottom]) {
    ctx.moveTo(style.plain === 'bars' ? 0 : f.left, y);
    ctx.lineTo(style.plain === 'bars' ? SIZE[0] : f.right, y);
  }
  ctx.stroke();
  if (style.plain !== 'bars') ctx.strokeRect(f.left - 12, f.top - 12, f.right - f.left + 24, f.bottom - f.top + 24);
}

function rules(ctx, style, f, side) {
  ctx.lineWidth = 1.8;
  for (let i = 0; i <= style.columns; i += 1) {
    const x = f.left + f.pitch * i;
    if (style.ruled === false && (style.plain || i !== (side === 'a' ? 0 : style.columns))) continue;
    ctx.beginPath();
    ctx.moveTo(x, f.top);
    ctx.lineTo(x, f.bottom);
    ctx.stroke();
  }
}

/** One half-leaf of text. `page.lines`: { text, indent, stops } in reading order, right to left. */
export function half(spec) {
  const { style, page } = spec;
  const [width, height] = SIZE;
  const [canvas, ctx] = canvasOf(width, height);
  const seed = `${spec.seed}/${page.n}`;
  const random = rng(seed);
  paper(ctx, width, height, {
    base: style.paper,
    seed,
    fibres: 40,
    foxing: random.int(0, 4),
    drift: 9,
    edge: 14,
    scale: 20,
  });
  gutter(ctx, page.side);
  const f = frameOf(style, page.side);
  const [layer, l] = canvasOf(width, height);
  const [frame, fr] = style.ruleInk ? canvasOf(width, height) : [layer, l];
  const [second, red] = style.headInk ? canvasOf(width, height) : [layer, l];
  for (const c of [l, fr]) c.fillStyle = c.strokeStyle = '#000';
  if (style.plain) plainFrame(fr, style, f);
  else border(fr, style, f, page.side);
  rules(fr, style, f, page.side);
  if (!style.plain) foldStrip(l, style, page, f);
  const step = (f.bottom - f.top - 34) / style.chars;
  const size = Math.min(f.pitch * 0.86, step * 0.97);
  const lines = [];
  const stops = [];
  page.lines.forEach((line, i) => {
    if (!line.text.trim()) return;
    const x = f.right - f.pitch * (i + 0.5);
    const y = f.top + 17 + step * (line.indent ?? 0);
    column(line.heading ? red : l, line.text, x, y, size, step, {
      face: style.face,
      weight: style.weight,
      random,
      tilt: 0.018,
      drift: 1.1,
      sway: 0.025,
      stretch: style.stretch ?? 1,
    });
    const count = [...line.text].length;
    lines.push({
      text: line.text.replace(/^　+|　+$/g, ''),
      box: [Math.round(x - f.pitch / 2), Math.round(y), Math.round(f.pitch), Math.round(step * count)],
    });
    for (const at of line.stops ?? []) stops.push([x + f.pitch * 0.36, y + step * (at + 1) - step * 0.06]);
  });
  l.globalCompositeOperation = 'destination-out';
  if (random() < (style.cracks ?? 0.25)) crack(l, random, f);
  ctx.save();
  ctx.globalCompositeOperation = style.light ? 'source-over' : 'multiply';
  if (style.ruleInk)
    ctx.drawImage(worn(frame, { seed: `${seed}/frame`, ink: style.ruleInk, rough: 0.6, dry: 0.3 }), 0, 0);
  if (style.headInk) ctx.drawImage(worn(second, { seed: `${seed}/head`, ink: style.headInk, dry: 0.2 }), 0, 0);
  ctx.drawImage(worn(layer, { seed, ink: style.ink ?? [34, 29, 26], rough: style.rough ?? 1, dry: 0.3 }), 0, 0);
  ctx.restore();
  if (style.stops) dots(ctx, stops, style.stops, seed);
  const seals = (page.seals ?? []).map((s) => ({
    text: s.text,
    box: seal(ctx, s.text, s.x, s.y, s.size, { white: s.white ?? true, seed: s.text }),
  }));
  return { canvas, lines, seals };
}

function dots(ctx, stops, colour, seed) {
  const [layer, l] = canvasOf(SIZE[0], SIZE[1]);
  l.strokeStyle = '#000';
  l.lineWidth = 2.6;
  for (const [x, y] of stops) {
    l.beginPath();
    l.arc(x, y, 6.5, 0, 7);
    l.stroke();
  }
  ctx.drawImage(worn(layer, { seed: `${seed}/stops`, ink: colour, rough: 0.6 }), 0, 0);
}

function crack(ctx, random, f) {
  const y = random.range(f.top + 200, f.bottom - 200);
  ctx.lineWidth = random.range(3, 6);
  ctx.beginPath();
  ctx.moveTo(f.left - 80, y);
  for (let x = f.left - 80; x < f.right + 80; x += 40) ctx.lineTo(x, y + random.gauss() * 5);
  ctx.stroke();
}

function gutter(ctx, side) {
  const [width, height] = SIZE;
  const g = side === 'a' ? ctx.createLinearGradient(width, 0, width - 110, 0) : ctx.createLinearGradient(0, 0, 110, 0);
  g.addColorStop(0, 'rgba(86,64,34,.5)');
  g.addColorStop(0.35, 'rgba(110,84,48,.14)');
  g.addColorStop(1, 'rgba(110,84,48,0)');
  ctx.fillStyle = g;
  ctx.fillRect(0, 0, width, height);
}

/** Dyed paper cover with a title slip and the sewing of a thread binding. */
export function cover(spec) {
  const { style, page } = spec;
  const [width, height] = SIZE;
  const [canvas, ctx] = canvasOf(width, height);
  const random = rng(`${spec.seed}/cover`);
  paper(ctx, width, height, {
    base: style.cover ?? [42, 66, 92],
    seed: `${spec.seed}/cover`,
    drift: 13,
    fibres: 420,
    foxing: 3,
    edge: 18,
    scale: 10,
  });
  ctx.strokeStyle = 'rgba(236,226,200,.88)';
  ctx.lineWidth = 4;
  const spine = page.back ? 66 : width - 66;
  const out = page.back ? 0 : width;
  ctx.beginPath();
  ctx.moveTo(spine, 0);
  ctx.lineTo(spine, height);
  for (const t of [0.045, 0.33, 0.67, 0.955]) {
    ctx.moveTo(spine, height * t);
    ctx.lineTo(out, height * t);
  }
  ctx.stroke();
  if (page.back) return { canvas, lines: [], seals: [] };
  const sw = 168;
  const sh = Math.min(980, 140 + [...page.title].length * 100);
  const sx = 84;
  const sy = 84;
  ctx.save();
  ctx.shadowColor = 'rgba(0,0,0,.35)';
  ctx.shadowBlur = 8;
  ctx.fillStyle = '#efe3c4';
  ctx.fillRect(sx, sy, sw, sh);
  ctx.restore();
  ctx.strokeStyle = '#2d2722';
  ctx.lineWidth = 5;
  ctx.strokeRect(sx + 14, sy + 14, sw - 28, sh - 28);
  ctx.lineWidth = 1.5;
  ctx.strokeRect(sx + 22, sy + 22, sw - 44, sh - 44);
  const [layer, l] = canvasOf(width, height);
  const step = Math.min(112, (sh - 70) / [...page.title].length);
  const box = column(l, page.title, sx + sw / 2, sy + 35, step * 0.9, step, {
    face: FACES.kai,
    random,
    tilt: 0.02,
    drift: 1.5,
    sway: 0.03,
  });
  ctx.drawImage(worn(layer, { seed: `${spec.seed}/slip` }), 0, 0);
  return { canvas, lines: [{ text: page.title, box }], seals: [] };
}

/** A blank leaf, perhaps with a collector's seal. */
export function blank(spec) {
  const { style, page } = spec;
  const [canvas, ctx] = canvasOf(...SIZE);
  paper(ctx, SIZE[0], SIZE[1], {
    base: style.paper,
    seed: `${spec.seed}/blank${page.n}`,
    fibres: 80,
    foxing: 9,
    drift: 12,
    edge: 20,
    scale: 14,
  });
  gutter(ctx, page.side ?? 'a');
  const seals = (page.seals ?? []).map((s) => ({
    text: s.text,
    box: seal(ctx, s.text, s.x, s.y, s.size, { white: s.white ?? true }),
  }));
  return { canvas, lines: [], seals };
}

/** Title leaf (內封): three columns, big title in the middle. */
export function titleLeaf(spec) {
  const { style, page } = spec;
  const [width, height] = SIZE;
  const [canvas, ctx] = canvasOf(width, height);
  const seed = `${spec.seed}/title`;
  const random = rng(seed);
  paper(ctx, width, height, {
    base: style.title ?? style.paper,
    seed,
    fibres: 60,
    foxing: 4,
    drift: 10,
    edge: 16,
    scale: 16,
  });
  gutter(ctx, 'a');
  const [layer, l] = canvasOf(width, height);
  const [x0, y0, w, h] = [170, 250, 800, 1220];
  l.lineWidth = 8;
  l.strokeRect(x0, y0, w, h);
  l.lineWidth = 2.5;
  for (const x of [x0 + 200, x0 + w - 200]) {
    l.beginPath();
    l.moveTo(x, y0);
    l.lineTo(x, y0 + h);
    l.stroke();
  }
  const lines = [];
  const put = (text, x, size, step, top) => {
    if (!text) return;
    const box = column(l, text, x, top, size, step, { face: FACES.kai, random, tilt: 0.02, drift: 2, sway: 0.03 });
    lines.push({ text, box });
  };
  const big = Math.min(300, (h - 90) / [...page.title].length);
  put(page.right, x0 + w - 100, 66, 76, y0 + 60);
  put(page.title, x0 + w / 2, Math.min(big * 0.94, 290), big, y0 + (h - big * [...page.title].length) / 2);
  put(page.left, x0 + 100, 66, 76, y0 + h - 60 - 76 * [...page.left].length);
  ctx.save();
  ctx.globalCompositeOperation = 'multiply';
  ctx.drawImage(worn(layer, { seed }), 0, 0);
  ctx.restore();
  const seals = (page.seals ?? []).map((s) => ({
    text: s.text,
    box: seal(ctx, s.text, s.x, s.y, s.size, { white: s.white ?? true }),
  }));
  return { canvas, lines, seals };
}
