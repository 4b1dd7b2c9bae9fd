import { fbm, noise2, rng } from './noise.mjs';

export function canvasOf(width, height) {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width);
  canvas.height = Math.round(height);
  return [canvas, canvas.getContext('2d', { willReadFrequently: true })];
}

export const rgb = ([r, g, b], a = 1) => `rgba(${r},${g},${b},${a})`;

/** The faces drawn with; all are open fonts of Debian (see README.md), named so that none is missed by accident. */
export const FACES = {
  song: '"Noto Serif CJK KR"',
  kai: '"TW-Kai","LXGW WenKai"',
  hand: '"LXGW WenKai","TW-Kai"',
  carved: '"AR PL UKai TW MBE","TW-Kai"',
};

/** Calls `paint` with a pixel buffer at a fraction of the size and scales the result up smoothly. */
export function wash(ctx, width, height, scale, paint) {
  const [small, s] = canvasOf(Math.ceil(width / scale), Math.ceil(height / scale));
  const image = s.createImageData(small.width, small.height);
  for (let y = 0, i = 0; y < small.height; y += 1)
    for (let x = 0; x < small.width; x += 1, i += 4) {
      const [r, g, b, a] = paint(x * scale, y * scale);
      image.data[i] = r;
      image.data[i + 1] = g;
      image.data[i + 2] = b;
      image.data[i + 3] = a;
    }
  s.putImageData(image, 0, 0);
  ctx.imageSmoothingQuality = 'high';
  ctx.drawImage(small, 0, 0, width, height);
}

/** Old paper: colour that drifts, a few fibres, foxing, edges a little darker. */
export function paper(
  ctx,
  width,
  height,
  { base = [238, 226, 198], seed = 'paper', drift = 16, fibres = 160, foxing = 6, edge = 26, scale = 8 } = {},
) {
  const noise = noise2(seed);
  const random = rng(`${seed}/paper`);
  wash(ctx, width, height, scale, (x, y) => {
    const n = (fbm(noise, x / 260, y / 260, 4) - 0.5) * 2 * drift;
    const dx = Math.min(x, width - x) / width;
    const dy = Math.min(y, height - y) / height;
    const e = Math.exp(-dx * 26) * edge + Math.exp(-dy * 30) * edge;
    return [base[0] + n - e * 0.7, base[1] + n * 1.05 - e * 0.85, base[2] + n * 1.2 - e, 255];
  });
  ctx.lineCap = 'round';
  for (let i = 0; i < fibres; i += 1) {
    const x = random() * width;
    const y = random() * height;
    const a = random() * Math.PI;
    const l = random.range(8, 34);
    ctx.strokeStyle = random() < 0.6 ? 'rgba(120,92,52,.13)' : 'rgba(255,250,235,.22)';
    ctx.lineWidth = random.range(0.6, 1.3);
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.quadraticCurveTo(
      x + Math.cos(a) * l,
      y + Math.sin(a) * l,
      x + Math.cos(a + 0.5) * l * 1.6,
      y + Math.sin(a + 0.5) * l * 1.6,
    );
    ctx.stroke();
  }
  for (let i = 0; i < foxing; i += 1) {
    const x = random() * width;
    const y = random() * height;
    const r = random.range(4, 20);
    const g = ctx.createRadialGradient(x, y, 0, x, y, r);
    g.addColorStop(0, 'rgba(150,98,40,.2)');
    g.addColorStop(1, 'rgba(150,98,40,0)');
    ctx.fillStyle = g;
    ctx.fillRect(x - r, y - r, r * 2, r * 2);
  }
}

const tiles = new Map();
function tile(seed) {
  if (!tiles.has(seed)) {
    const noise = noise2(seed);
    const data = new Float32Array(512 * 512);
    for (let y = 0, i = 0; y < 512; y += 1)
      for (let x = 0; x < 512; x += 1, i += 1)
        data[i] =
          (noise(x / 2.2, y / 2.2) - 0.5) * 0.34 +
          (noise(x / 7, y / 7) - 0.5) * 0.22 +
          (noise(x / 60, y / 60) - 0.5) * 0.2;
    tiles.set(seed, data);
  }
  return tiles.get(seed);
}

/** Turns clean black drawing into what a worn block prints or a brush leaves: uneven edges, breaks, ink that thins. */
export function worn(source, { seed = 'worn', ink = [38, 32, 28], rough = 1, blur = 0.9, dry = 0.25 } = {}) {
  const { width, height } = source;
  const [out, o] = canvasOf(width, height);
  o.filter = `blur(${blur}px)`;
  o.drawImage(source, 0, 0);
  o.filter = 'none';
  const image = o.getImageData(0, 0, width, height);
  const d = image.data;
  const grain = tile('grain');
  const shift = rng(seed).int(0, 511);
  for (let y = 0, i = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, i += 4) {
      const a = d[i + 3] / 255;
      if (a === 0) continue;
      const n = grain[((y + shift) & 511) * 512 + ((x + shift * 3) & 511)] * rough;
      const t = (a - 0.44 - n + 0.16) / 0.32;
      const cover = t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
      d[i] = ink[0];
      d[i + 1] = ink[1];
      d[i + 2] = ink[2];
      d[i + 3] = cover * 255 * (1 - dry * (0.5 + grain[(((y >> 4) + shift) & 511) * 512 + (((x >> 4) + shift) & 511)]));
    }
  o.putImageData(image, 0, 0);
  return out;
}

/** Characters of a seal by cell: right column first, as seals are read. */
function cells(text) {
  const chars = [...text];
  const columns = chars.length <= 2 ? 1 : chars.length <= 6 ? 2 : 3;
  const rows = Math.ceil(chars.length / columns);
  return { chars, columns, rows };
}

/** A seal of red paste; white: characters cut out of red; else red characters within a border. Returns its box. */
export function seal(
  ctx,
  text,
  x,
  y,
  size,
  { white = true, seed = text, round = false, alpha = 0.9, face = FACES.kai } = {},
) {
  const { chars, columns, rows } = cells(text);
  const width = Math.round(columns === 1 && rows > 1 ? size * 0.62 : size);
  const height = Math.round(
    columns === 1 && rows === 1 ? size : columns === 1 ? width * rows * 0.95 : (size * rows) / columns,
  );
  const [c, s] = canvasOf(width + 8, height + 8);
  s.translate(4, 4);
  s.fillStyle = '#000';
  s.strokeStyle = '#000';
  const shape = new Path2D();
  if (round) shape.ellipse(width / 2, height / 2, width / 2, height / 2, 0, 0, 7);
  else shape.roundRect(0, 0, width, height, size * 0.05);
  if (white) s.fill(shape);
  else {
    s.lineWidth = Math.max(2, size * 0.045);
    s.stroke(shape);
  }
  if (white) s.globalCompositeOperation = 'destination-out';
  const pad = size * 0.07;
  const cw = (width - pad * 2) / columns;
  const ch = (height - pad * 2) / rows;
  s.textAlign = 'center';
  s.textBaseline = 'middle';
  chars.forEach((char, i) => {
    const column = Math.floor(i / rows);
    const cx = width - pad - cw * (column + 0.5);
    const cy = pad + ch * ((i % rows) + 0.5);
    s.save();
    s.translate(cx, cy);
    const px = Math.min(cw, ch) * 0.98;
    s.scale((cw / px) * 0.96, (ch / px) * 0.96);
    s.font = `900 ${px}px ${face}`;
    s.lineWidth = px * 0.045;
    s.fillText(char, 0, px * 0.04);
    s.strokeText(char, 0, px * 0.04);
    s.restore();
  });
  const random = rng(`${seed}/seal`);
  s.globalCompositeOperation = 'destination-out';
  for (let i = 0; i < size * 0.5; i += 1) {
    s.globalAlpha = random.range(0.2, 0.8);
    s.beginPath();
    s.arc(random() * width, random() * height, random.range(0.4, size * 0.014 + 0.6), 0, 7);
    s.fill();
  }
  const print = worn(c, { seed, ink: [168, 40, 34], rough: 0.8, blur: 0.5, dry: 0.3 });
  ctx.save();
  ctx.globalAlpha = alpha;
  ctx.globalCompositeOperation = 'multiply';
  ctx.drawImage(print, x - 4, y - 4);
  ctx.restore();
  return [Math.round(x), Math.round(y), width, height];
}

/** Vertical text, top to bottom; each character a little off, as a hand would have it. Returns the column's box. */
export function column(
  ctx,
  text,
  x,
  y,
  size,
  step,
  { face = FACES.hand, weight = 400, random = null, tilt = 0, drift = 0, sway = 0, stretch = 1 } = {},
) {
  ctx.save();
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  let cy = y;
  for (const char of text) {
    if (char !== ' ' && char !== '　') {
      const s = size * (random ? 1 + random.gauss() * sway : 1);
      ctx.save();
      ctx.translate(
        x + (random ? random.gauss() * drift : 0),
        cy + step / 2 + (random ? random.gauss() * drift * 0.6 : 0),
      );
      if (random) ctx.rotate(random.gauss() * tilt);
      ctx.scale(1, stretch);
      ctx.font = `${weight} ${s}px ${face}`;
      ctx.fillText(char, 0, 0);
      ctx.restore();
    }
    cy += step;
  }
  ctx.restore();
  return [Math.round(x - size / 2), Math.round(y), Math.round(size), Math.round(cy - y)];
}
