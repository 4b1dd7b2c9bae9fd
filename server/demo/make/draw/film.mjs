import { FACES, canvasOf } from './canvas.mjs';
import { photo } from './photo.mjs';
import { rng } from './noise.mjs';

const at = (v, t) => (v && typeof v === 'object' && 'from' in v ? v.from + (v.to - v.from) * t : v);

/** One frame as JPEG (base64). The scene's seed stays; what moves is in its numbers. */
export async function filmFrame(spec) {
  const { width: w, height: h, frame } = spec;
  let canvas;
  const shake = rng(`${spec.seed}/shake/${frame}`);
  if (spec.title) {
    let ctx;
    [canvas, ctx] = canvasOf(w, h);
    ctx.fillStyle = '#141312';
    ctx.fillRect(0, 0, w, h);
    ctx.fillStyle = '#ece4d2';
    ctx.strokeStyle = 'rgba(236,228,210,.55)';
    ctx.lineWidth = 2;
    ctx.strokeRect(46, 46, w - 92, h - 92);
    ctx.strokeRect(54, 54, w - 108, h - 108);
    ctx.font = `400 64px ${FACES.kai}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    const chars = [...spec.title];
    const step = Math.min(92, (w - 190) / chars.length);
    chars.forEach((c, i) => ctx.fillText(c, w / 2 + (i - (chars.length - 1) / 2) * step, h / 2));
  } else {
    const items = spec.items.map(([kind, o]) => [
      kind,
      Object.fromEntries(Object.entries(o ?? {}).map(([k, v]) => [k, at(v, spec.t)])),
    ]);
    canvas = photo({ ...spec, items, scratches: 0, border: 0, blur: 0.8, grain: 0.018 }).canvas;
  }
  const [out, o] = canvasOf(w, h);
  o.fillStyle = '#000';
  o.fillRect(0, 0, w, h);
  o.drawImage(canvas, shake.gauss() * 0.5, shake.gauss() * 0.7);
  if (shake() < 0.25) {
    o.fillStyle = 'rgba(240,232,214,.35)';
    o.fillRect(shake() * w, 0, 1, h);
  }
  o.fillStyle = `rgba(255,246,226,${shake() * 0.025})`;
  o.fillRect(0, 0, w, h);
  return out.toDataURL('image/jpeg', 0.92).split(',')[1];
}
