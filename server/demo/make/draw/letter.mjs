import { FACES, canvasOf, column, paper, seal, worn } from './canvas.mjs';
import { rng } from './noise.mjs';

/** Printed letter paper: red, green or blue columns; a frame; a stationer's name at the foot. */
function ruled(ctx, spec, area) {
  const { rule = 'red', columns, border = 'frame' } = spec;
  if (rule === 'none') return;
  const colour = {
    red: 'rgba(186,62,48,.62)',
    green: 'rgba(70,120,92,.6)',
    blue: 'rgba(62,88,140,.55)',
    gold: 'rgba(176,140,70,.6)',
  }[rule];
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  const pitch = area.w / columns;
  ctx.lineWidth = 1.7;
  for (let i = 0; i <= columns; i += 1) {
    ctx.beginPath();
    ctx.moveTo(area.x + pitch * i, area.y);
    ctx.lineTo(area.x + pitch * i, area.y + area.h);
    ctx.stroke();
  }
  if (border === 'bamboo') {
    for (let i = 0; i <= columns; i += 1)
      for (const t of [0.22, 0.5, 0.8]) {
        const x = area.x + pitch * i;
        const y = area.y + area.h * (t + ((i * 37) % 11) * 0.006);
        ctx.fillRect(x - 6, y, 12, 2.6);
        ctx.fillRect(x - 4, y + 6, 8, 1.6);
      }
  }
  ctx.lineWidth = border === 'double' ? 3.4 : 2.2;
  ctx.strokeRect(area.x, area.y, area.w, area.h);
  if (border === 'double') {
    ctx.lineWidth = 1.2;
    ctx.strokeRect(area.x - 10, area.y - 10, area.w + 20, area.h + 20);
  }
  if (spec.imprint) {
    ctx.save();
    ctx.globalAlpha = 0.9;
    column(ctx, spec.imprint, area.x - 34, area.y + area.h - 26 * [...spec.imprint].length, 22, 26, {
      face: FACES.song,
      weight: 600,
    });
    ctx.restore();
  }
}

/** A page of a letter. `lines`: { text, indent } where indent may be negative: raised above the rule (抬頭). */
export function letter(spec) {
  const { width, height, seed } = spec;
  const [canvas, ctx] = canvasOf(width, height);
  const random = rng(seed);
  paper(ctx, width, height, {
    base: spec.paper ?? [240, 228, 200],
    seed,
    drift: 12,
    fibres: 130,
    foxing: spec.foxing ?? 8,
    edge: 20,
    scale: 12,
  });
  folds(ctx, width, height, spec.folds ?? 2);
  const area = { x: width * 0.085, y: height * 0.12, w: width * 0.83, h: height * 0.78 };
  ruled(ctx, spec, area);
  const [layer, l] = canvasOf(width, height);
  const pitch = area.w / spec.columns;
  const step = (area.h - 24) / spec.chars;
  const size = Math.min(pitch * 0.74, step * 0.94) * (spec.scale ?? 1);
  const lines = [];
  let wander = 0;
  spec.lines.forEach((line, i) => {
    if (!line.text) return;
    wander = wander * 0.5 + random.gauss() * 3;
    const x = area.x + area.w - pitch * (i + 0.5) + wander;
    const y = area.y + 14 + step * (line.indent ?? 0);
    const box = column(l, line.text, x, y, size * (line.small ? 0.78 : 1), step * (line.small ? 0.84 : 1), {
      face: spec.face === 'kai' ? FACES.kai : FACES.hand,
      weight: spec.weight ?? 400,
      random,
      tilt: spec.tilt ?? 0.055,
      drift: spec.drift ?? 2.4,
      sway: 0.06,
    });
    lines.push({
      text: line.text.replace(/^　+|　+$/g, ''),
      box: [Math.round(x - pitch / 2), box[1], Math.round(pitch), box[3]],
    });
  });
  const ink = worn(layer, { seed, ink: spec.ink ?? [36, 32, 36], rough: 0.75, blur: 0.8, dry: 0.5 });
  ctx.save();
  ctx.globalCompositeOperation = 'multiply';
  ctx.translate(width / 2, height / 2);
  ctx.rotate(spec.turn ?? random.gauss() * 0.002);
  ctx.drawImage(ink, -width / 2, -height / 2);
  ctx.restore();
  const seals = (spec.seals ?? []).map((s) => ({
    text: s.text,
    box: seal(ctx, s.text, s.x * width, s.y * height, s.size ?? 64, { white: s.white ?? true, round: s.round }),
  }));
  return { canvas, lines, seals };
}

function folds(ctx, width, height, count) {
  for (let i = 1; i <= count; i += 1) {
    const x = (width * i) / (count + 1);
    const g = ctx.createLinearGradient(x - 10, 0, x + 10, 0);
    g.addColorStop(0, 'rgba(110,80,40,0)');
    g.addColorStop(0.48, 'rgba(110,80,40,.13)');
    g.addColorStop(0.52, 'rgba(255,250,236,.3)');
    g.addColorStop(1, 'rgba(255,250,236,0)');
    ctx.fillStyle = g;
    ctx.fillRect(x - 10, 0, 20, height);
  }
}

/** The envelope: a red strip for the name, address at the right, sender at the left, stamp and postmark. */
export function envelope(spec) {
  const { width = 760, height = 1500, seed } = spec;
  const [canvas, ctx] = canvasOf(width, height);
  const random = rng(`${seed}/envelope`);
  paper(ctx, width, height, {
    base: spec.paper ?? [226, 206, 164],
    seed: `${seed}/envelope`,
    drift: 14,
    fibres: 260,
    foxing: 10,
    edge: 30,
    scale: 10,
  });
  ctx.strokeStyle = 'rgba(178,48,38,.8)';
  ctx.lineWidth = 5;
  ctx.strokeRect(width * 0.35, height * 0.14, width * 0.3, height * 0.74);
  ctx.lineWidth = 1.6;
  ctx.strokeRect(width * 0.35 + 10, height * 0.14 + 10, width * 0.3 - 20, height * 0.74 - 20);
  const [layer, l] = canvasOf(width, height);
  const lines = [];
  const put = (text, x, y, size, step) => {
    const box = column(l, text, x, y, size, step, { face: FACES.hand, random, tilt: 0.05, drift: 2, sway: 0.05 });
    lines.push({ text, box });
  };
  const [address, name, from] = spec.lines;
  const step = Math.min(110, (height * 0.66) / [...name].length);
  put(address, width * 0.83, height * 0.16, 52, Math.min(62, (height * 0.7) / [...address].length));
  put(name, width * 0.5, height * 0.19, step * 0.86, step);
  put(from, width * 0.17, height * 0.9 - 54 * [...from].length, 46, 54);
  if (spec.stamp) stamp(ctx, width * 0.08, height * 0.08, spec, random);
  ctx.save();
  ctx.globalCompositeOperation = 'multiply';
  ctx.drawImage(worn(layer, { seed, ink: [34, 30, 34], rough: 0.75, blur: 0.8, dry: 0.5 }), 0, 0);
  ctx.restore();
  return { canvas, lines, seals: [] };
}

function stamp(ctx, x, y, spec, random) {
  const [w, h] = [128, 152];
  ctx.fillStyle = '#efe6d2';
  ctx.fillRect(x - 8, y - 8, w + 16, h + 16);
  ctx.fillStyle = spec.stamp;
  ctx.fillRect(x, y, w, h);
  ctx.strokeStyle = 'rgba(245,238,220,.85)';
  ctx.lineWidth = 2;
  ctx.strokeRect(x + 8, y + 8, w - 16, h - 16);
  ctx.fillStyle = 'rgba(245,238,220,.9)';
  ctx.beginPath();
  ctx.moveTo(x + 20, y + h - 40);
  ctx.quadraticCurveTo(x + w / 2, y + h - 22, x + w - 20, y + h - 40);
  ctx.lineTo(x + w - 34, y + h - 28);
  ctx.lineTo(x + 34, y + h - 28);
  ctx.fill();
  ctx.fillRect(x + w / 2 - 2, y + 36, 4, h - 72);
  ctx.beginPath();
  ctx.moveTo(x + w / 2 + 4, y + 38);
  ctx.quadraticCurveTo(x + w - 18, y + 60, x + w / 2 + 6, y + h - 44);
  ctx.fill();
  ctx.strokeStyle = 'rgba(40,36,40,.6)';
  ctx.lineWidth = 4;
  const cx = x + w * 0.86;
  const cy = y + h * 0.9;
  for (const r of [66, 44]) {
    ctx.beginPath();
    ctx.arc(cx, cy, r, random(), random() + 5.9);
    ctx.stroke();
  }
}
