// Reads a TrueType font as HarfBuzz leaves it: which character is which glyph, its outline and its measures.

/** @param {Buffer} font */
export function readFont(font) {
  const tables = new Map();
  for (let at = 12, left = font.readUInt16BE(4); left > 0; at += 16, left--) {
    const [start, size] = [font.readUInt32BE(at + 8), font.readUInt32BE(at + 12)];
    tables.set(font.toString('latin1', at, at + 4), font.subarray(start, start + size));
  }
  const table = (tag) => {
    const found = tables.get(tag);
    if (!found) throw new Error(`a font without ${tag}`);
    return found;
  };
  const head = table('head');
  const measures = (header, list) => {
    const full = table(header).readUInt16BE(34);
    const bytes = table(list);
    return (glyph) => ({
      advance: bytes.readUInt16BE(4 * Math.min(glyph, full - 1)),
      bearing: glyph < full ? bytes.readInt16BE(4 * glyph + 2) : bytes.readInt16BE(4 * full + 2 * (glyph - full)),
    });
  };
  const loca = table('loca');
  const start = head.readInt16BE(50) === 0 ? (at) => 2 * loca.readUInt16BE(2 * at) : (at) => loca.readUInt32BE(4 * at);
  const glyf = table('glyf');
  return {
    table,
    glyphs: readCmap(table('cmap')),
    /** Glyph to the glyph that stands for it in vertical text. */
    upright: tables.has('GSUB') ? readUpright(table('GSUB')) : new Map(),
    across: measures('hhea', 'hmtx'),
    down: measures('vhea', 'vmtx'),
    contours: (glyph) => readContours((one) => glyf.subarray(start(one), start(one + 1)), glyph),
    copyright: readName(table('name'), 0),
  };
}

/** @returns {Map<number, number>} */
function readCmap(cmap) {
  const found = new Map();
  for (let at = 4, left = cmap.readUInt16BE(2); left > 0; at += 8, left--) {
    const sub = cmap.subarray(cmap.readUInt32BE(at + 4));
    const format = sub.readUInt16BE(0);
    if (format === 12) readGroups(sub, found);
    if (format === 4) readSegments(sub, found);
  }
  return found;
}

function readGroups(sub, found) {
  for (let at = 16, left = sub.readUInt32BE(12); left > 0; at += 12, left--) {
    const [from, to, glyph] = [0, 4, 8].map((step) => sub.readUInt32BE(at + step));
    for (let code = from; code <= to; code++) found.set(code, glyph + code - from);
  }
}

function readSegments(sub, found) {
  const twice = sub.readUInt16BE(6);
  for (let at = 0; at < twice; at += 2) {
    const [to, from] = [sub.readUInt16BE(14 + at), sub.readUInt16BE(16 + twice + at)];
    const delta = sub.readUInt16BE(16 + 2 * twice + at);
    const place = 16 + 3 * twice + at;
    const offset = sub.readUInt16BE(place);
    for (let code = from; code <= to && code < 0xffff; code++) {
      const listed = offset === 0 ? code : sub.readUInt16BE(place + offset + 2 * (code - from));
      if (listed !== 0) found.set(code, (listed + delta) & 0xffff);
    }
  }
}

/** Single substitutions of the features for vertical text. */
function readUpright(gsub) {
  const found = new Map();
  const features = gsub.subarray(gsub.readUInt16BE(6));
  const lookups = gsub.subarray(gsub.readUInt16BE(8));
  for (let at = 2, left = features.readUInt16BE(0); left > 0; at += 6, left--) {
    if (!['vert', 'vrt2'].includes(features.toString('latin1', at, at + 4))) continue;
    const feature = features.subarray(features.readUInt16BE(at + 4));
    for (let index = 0; index < feature.readUInt16BE(2); index++) {
      const lookup = lookups.subarray(lookups.readUInt16BE(2 + 2 * feature.readUInt16BE(4 + 2 * index)));
      readSingle(lookup, found);
    }
  }
  return found;
}

function readSingle(lookup, found) {
  for (let index = 0; index < lookup.readUInt16BE(4); index++) {
    let sub = lookup.subarray(lookup.readUInt16BE(6 + 2 * index));
    let kind = lookup.readUInt16BE(0);
    // Type 7 only says where the real one is.
    if (kind === 7) [kind, sub] = [sub.readUInt16BE(2), sub.subarray(sub.readUInt32BE(4))];
    if (kind !== 1) continue;
    const covered = readCoverage(sub.subarray(sub.readUInt16BE(2)));
    const byList = sub.readUInt16BE(0) === 2;
    covered.forEach((glyph, at) =>
      found.set(glyph, byList ? sub.readUInt16BE(6 + 2 * at) : (glyph + sub.readInt16BE(4)) & 0xffff),
    );
  }
}

function readCoverage(coverage) {
  const glyphs = [];
  const count = coverage.readUInt16BE(2);
  for (let at = 0; at < count; at++) {
    if (coverage.readUInt16BE(0) === 1) glyphs.push(coverage.readUInt16BE(4 + 2 * at));
    else
      for (let one = coverage.readUInt16BE(4 + 6 * at); one <= coverage.readUInt16BE(6 + 6 * at); one++)
        glyphs.push(one);
  }
  return glyphs;
}

function readName(name, wanted) {
  const texts = name.subarray(name.readUInt16BE(4));
  for (let at = 6, left = name.readUInt16BE(2); left > 0; at += 12, left--) {
    const [platform, , , id, size, start] = [0, 2, 4, 6, 8, 10].map((step) => name.readUInt16BE(at + step));
    if (platform === 3 && id === wanted)
      return Buffer.from(texts.subarray(start, start + size))
        .swap16()
        .toString('utf16le');
  }
  return '';
}

/** Outlines as lists of points; what is put together of others is taken apart, so that each stands alone. */
function readContours(bytesOf, glyph, depth = 0) {
  const bytes = bytesOf(glyph);
  if (bytes.length === 0 || depth > 5) return [];
  const count = bytes.readInt16BE(0);
  return count < 0 ? readParts(bytes, bytesOf, depth) : readSimple(bytes, count);
}

function readSimple(bytes, count) {
  const ends = Array.from({ length: count }, (_, at) => bytes.readUInt16BE(10 + 2 * at));
  const total = count === 0 ? 0 : ends[count - 1] + 1;
  let at = 10 + 2 * count;
  at += 2 + bytes.readUInt16BE(at);
  const flags = [];
  while (flags.length < total) {
    const flag = bytes[at++];
    for (let times = flag & 8 ? 1 + bytes[at++] : 1; times > 0; times--) flags.push(flag);
  }
  const axis = (short, same) => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & short) value += flag & same ? bytes[at++] : -bytes[at++];
      else if (!(flag & same)) [value, at] = [value + bytes.readInt16BE(at), at + 2];
      return value;
    });
  };
  const xs = axis(2, 16);
  const ys = axis(4, 32);
  return ends.map((end, index) =>
    xs.slice(index === 0 ? 0 : ends[index - 1] + 1, end + 1).map((x, step, { length }) => ({
      x,
      y: ys[end + 1 - length + step],
      on: (flags[end + 1 - length + step] & 1) === 1,
    })),
  );
}

function readParts(bytes, bytesOf, depth) {
  const contours = [];
  for (let at = 10, more = true; more;) {
    const [flags, glyph] = [bytes.readUInt16BE(at), bytes.readUInt16BE(at + 2)];
    at += 4;
    if (!(flags & 2)) throw new Error('a glyph is put together by points, which is not read');
    const [dx, dy] =
      flags & 1 ? [bytes.readInt16BE(at), bytes.readInt16BE(at + 2)] : [bytes.readInt8(at), bytes.readInt8(at + 1)];
    at += flags & 1 ? 4 : 2;
    const scale = () => bytes.readInt16BE((at += 2) - 2) / 16384;
    let [a, b, c, d] = [1, 0, 0, 1];
    if (flags & 8) a = d = scale();
    else if (flags & 64) [a, d] = [scale(), scale()];
    else if (flags & 128) [a, b, c, d] = [scale(), scale(), scale(), scale()];
    const moved = ({ x, y, on }) => ({ x: Math.round(a * x + c * y + dx), y: Math.round(b * x + d * y + dy), on });
    for (const contour of readContours(bytesOf, glyph, depth + 1)) contours.push(contour.map(moved));
    more = (flags & 32) !== 0;
  }
  return contours;
}
