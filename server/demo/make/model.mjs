import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

const pad = (bytes, fill) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4, fill)]);

/** Packs the texture of a binary glTF more tightly; geometry stays as it is. */
async function packed(glb) {
  const jsonLength = glb.readUInt32LE(12);
  const json = JSON.parse(glb.subarray(20, 20 + jsonLength).toString());
  const bin = glb.subarray(28 + jsonLength);
  const images = new Map(json.images.map((image) => [image.bufferView, image]));
  const parts = [];
  let offset = 0;
  for (const [i, view] of json.bufferViews.entries()) {
    let bytes = bin.subarray(view.byteOffset ?? 0, (view.byteOffset ?? 0) + view.byteLength);
    const image = images.get(i);
    if (image) {
      bytes = await sharp(bytes).removeAlpha().jpeg({ quality: 76, mozjpeg: true }).toBuffer();
      image.mimeType = 'image/jpeg';
    }
    const whole = pad(bytes, 0);
    view.byteOffset = offset;
    view.byteLength = bytes.length;
    parts.push(whole);
    offset += whole.length;
  }
  json.buffers = [{ byteLength: offset }];
  json.asset.copyright = 'CC0 1.0';
  const head = pad(Buffer.from(JSON.stringify(json)), 0x20);
  const chunk = (type, bytes) => Buffer.concat([Buffer.from(Uint32Array.of(bytes.length, type).buffer), bytes]);
  const body = Buffer.concat([chunk(0x4e4f534a, head), chunk(0x004e4942, Buffer.concat(parts))]);
  return Buffer.concat([Buffer.from(Uint32Array.of(0x46546c67, 2, 12 + body.length).buffer), body]);
}

/** The model and its poster; answers what a record wants to know of it. */
export async function makeModel(studio, folder, name, form) {
  const made = await studio.call('vessel.model', form);
  const glb = await packed(Buffer.from(made.glb, 'base64'));
  writeFileSync(join(folder, `${name}.glb`), glb);
  const { png, width, height } = await studio.draw('vessel.poster', form);
  writeFileSync(join(folder, `${name}-poster.jpg`), await sharp(png).jpeg({ quality: 80, mozjpeg: true }).toBuffer());
  return {
    file: `${name}.glb`,
    poster: `${name}-poster.jpg`,
    bytes: glb.length,
    faces: made.faces,
    unit: 'm',
    up: 'Y',
    width,
    height,
    spots: made.spots,
    measured: { height: made.height, width: made.width },
  };
}
