/** Seeded randomness: the same seed always draws the same picture, so the material can be made again. */
export function hash(text) {
  let h = 2166136261;
  for (const ch of String(text)) h = Math.imul(h ^ ch.codePointAt(0), 16777619);
  return h >>> 0;
}

export function rng(seed) {
  let a = hash(seed);
  const next = () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  next.range = (lo, hi) => lo + (hi - lo) * next();
  next.int = (lo, hi) => Math.floor(next.range(lo, hi + 1));
  next.pick = (list) => list[Math.floor(next() * list.length)];
  next.gauss = () => next() + next() + next() - 1.5;
  return next;
}

/** Smooth value noise in 0..1 on a 256-cell lattice. */
export function noise2(seed) {
  const random = rng(seed);
  const lattice = new Float32Array(65536);
  for (let i = 0; i < 65536; i += 1) lattice[i] = random();
  return (x, y) => {
    const xi = Math.floor(x);
    const yi = Math.floor(y);
    let fx = x - xi;
    let fy = y - yi;
    fx = fx * fx * (3 - 2 * fx);
    fy = fy * fy * (3 - 2 * fy);
    const r0 = (yi & 255) << 8;
    const r1 = ((yi + 1) & 255) << 8;
    const x0 = xi & 255;
    const x1 = (xi + 1) & 255;
    const a = lattice[r0 + x0];
    const b = lattice[r0 + x1];
    const c = lattice[r1 + x0];
    const d = lattice[r1 + x1];
    return a + (b - a) * fx + (c + (d - c) * fx - (a + (b - a) * fx)) * fy;
  };
}

export function fbm(noise, x, y, octaves = 4) {
  let sum = 0;
  let amp = 0.5;
  let total = 0;
  for (let o = 0; o < octaves; o += 1) {
    sum += amp * noise(x, y);
    total += amp;
    x = x * 2 + 17.3;
    y = y * 2 + 9.1;
    amp *= 0.5;
  }
  return sum / total;
}
