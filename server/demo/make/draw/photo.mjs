import { FACES, canvasOf, column, paper, worn } from './canvas.mjs';
import { parts } from './buildings.mjs';
import { fbm, noise2, rng } from './noise.mjs';

/** How a print has aged: [dark, middle, light] colours that grey is mapped to. */
const TONES = {
  sepia: [
    [34, 22, 14],
    [138, 106, 74],
    [240, 222, 186],
  ],
  warm: [
    [28, 22, 20],
    [128, 108, 88],
    [238, 226, 204],
  ],
  silver: [
    [20, 20, 22],
    [118, 118, 116],
    [234, 232, 224],
  ],
  cyan: [
    [14, 30, 62],
    [66, 104, 150],
    [222, 232, 234],
  ],
  plum: [
    [36, 20, 26],
    [140, 104, 98],
    [242, 224, 204],
  ],
};

export function scene(ctx, items, frame) {
  for (const [kind, options] of items) {
    if (!parts[kind]) throw new Error(`no such part: ${kind}`);
    ctx.save();
    parts[kind](ctx, options ?? {}, frame);
    ctx.restore();
  }
}

const mix = (a, b, t) => a + (b - a) * t;

export function photo(spec) {
  const { width, height, seed, tone = 'sepia', border = 0 } = spec;
  const [art, a] = canvasOf(width, height);
  scene(a, spec.items, { w: width, h: height, seed });
  const [soft, s] = canvasOf(width, height);
  s.filter = `blur(${spec.blur ?? 1.1}px)`;
  s.drawImage(art, 0, 0);
  s.filter = 'none';
  const image = s.getImageData(0, 0, width, height);
  const d = image.data;
  const clouds = noise2(`${seed}/clouds`);
  const grain = rng(`${seed}/grain`);
  const [dark, middle, light] = TONES[tone];
  const strength = spec.cloud ?? 1;
  const fade = spec.fade ?? 0.08;
  for (let y = 0, i = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, i += 4) {
      const u = x / width - 0.5;
      const v = y / height - 0.5;
      let g = d[i] / 255;
      if ((x & 3) === 0 || x === 0) photo.c = fbm(clouds, x / 330, y / 170, 3) - 0.5;
      g += photo.c * 0.2 * strength * (y < height * 0.62 ? 1 : 0.35);
      g *= 1 - (u * u + v * v) * (spec.vignette ?? 0.7);
      g = 0.5 + (g - 0.44) * (spec.contrast ?? 1.3);
      g += (grain() - 0.5) * (spec.grain ?? 0.055);
      g = fade + g * (1 - fade * 1.5);
      g = g < 0 ? 0 : g > 1 ? 1 : g;
      const lo = g < 0.5;
      const t = lo ? g * 2 : g * 2 - 1;
      for (let k = 0; k < 3; k += 1) d[i + k] = lo ? mix(dark[k], middle[k], t) : mix(middle[k], light[k], t);
    }
  s.putImageData(image, 0, 0);
  wear(s, spec, width, height);
  if (!border) return { canvas: soft };
  const [canvas, c] = canvasOf(width + border * 2, height + border * 2 + (spec.caption ? 90 : 0));
  paper(c, canvas.width, canvas.height, {
    base: spec.mount ?? [232, 222, 202],
    seed: `${seed}/mount`,
    drift: 8,
    fibres: 30,
    foxing: 4,
    edge: 12,
    scale: 16,
  });
  c.shadowColor = 'rgba(60,40,20,.4)';
  c.shadowBlur = 6;
  c.drawImage(soft, border, border);
  c.shadowBlur = 0;
  const lines = [];
  if (spec.caption) {
    c.fillStyle = 'rgba(58,44,34,.86)';
    c.textAlign = 'center';
    c.textBaseline = 'middle';
    const chars = [...spec.caption];
    const step = 46;
    const x0 = canvas.width / 2 - ((chars.length - 1) * step) / 2;
    c.font = `400 36px ${FACES.hand}`;
    chars.forEach((ch, i) => c.fillText(ch, x0 + i * step, canvas.height - 66));
    lines.push({ text: spec.caption, box: [Math.round(x0 - 23), canvas.height - 88, chars.length * step, 46] });
  }
  return { canvas, lines };
}

function wear(ctx, spec, w, h) {
  const random = rng(`${spec.seed}/wear`);
  ctx.strokeStyle = 'rgba(245,234,210,.4)';
  for (let i = 0; i < (spec.scratches ?? 7); i += 1) {
    ctx.lineWidth = random.range(0.5, 1.3);
    const x = random() * w;
    const y = random() * h;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x + random.gauss() * 40, y + random.range(30, 200));
    ctx.stroke();
  }
  for (let i = 0; i < 60; i += 1) {
    ctx.fillStyle = random() < 0.6 ? 'rgba(245,236,214,.5)' : 'rgba(40,26,16,.35)';
    ctx.beginPath();
    ctx.arc(random() * w, random() * h, random.range(0.5, 2), 0, 7);
    ctx.fill();
  }
  if (spec.corner) {
    ctx.fillStyle = 'rgba(236,226,204,1)';
    ctx.beginPath();
    ctx.moveTo(w, h);
    ctx.lineTo(w - w * 0.07, h);
    ctx.lineTo(w - w * 0.03, h - h * 0.03);
    ctx.lineTo(w, h - h * 0.075);
    ctx.fill();
  }
}

/** The back of a print: plain card with a few written columns. */
export function back(spec) {
  const { width, height, seed } = spec;
  const [canvas, ctx] = canvasOf(width, height);
  paper(ctx, width, height, {
    base: [226, 212, 182],
    seed: `${seed}/back`,
    drift: 14,
    fibres: 60,
    foxing: 14,
    edge: 22,
    scale: 12,
  });
  const [layer, l] = canvasOf(width, height);
  const random = rng(`${seed}/back`);
  const lines = spec.lines.map((text, i) => {
    const x = width * 0.62 - i * 92;
    return {
      text,
      box: column(l, text, x, height * 0.2, 56, Math.min(66, (height * 0.66) / [...text].length), {
        face: FACES.hand,
        random,
        tilt: 0.06,
        drift: 3,
        sway: 0.06,
      }),
    };
  });
  ctx.globalCompositeOperation = 'multiply';
  ctx.drawImage(worn(layer, { seed, ink: [52, 48, 66], rough: 0.7, dry: 0.5 }), 0, 0);
  return { canvas, lines };
}
