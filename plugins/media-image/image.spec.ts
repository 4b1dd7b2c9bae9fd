import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { ImageCut, MediaHandler } from '../../server/contract/plugin.js';
import { type TriedWorkspace, workspaceFor } from '../../tests/support/media-workspace.js';
import plugin from './plugin.js';
import { readStoredTile } from './stored.tile.js';
import { pagesOf, readTiffLayout } from './tiff.layout.js';

const handler = (plugin.provides as { mediaHandlers: MediaHandler[] }).mediaHandlers[0]!;
let folder: string;
const open: TriedWorkspace[] = [];

beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'linlang-image-'))));
afterAll(async () => {
  await Promise.all(open.map((one) => one.end()));
  await rm(folder, { recursive: true, force: true });
});

/** A picture without two places alike: colours run across, and each cell of the grid has a tone of its own. */
function picture(width: number, height: number) {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      data[at] = (x / width) * 255;
      data[at + 1] = (y / height) * 255;
      data[at + 2] = ((Math.floor(x / 64) * 37 + Math.floor(y / 64) * 91) % 8) * 32;
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

async function save(name: string, bytes: Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

async function work(path: string, mediaType: string) {
  const workspace = await workspaceFor(path, mediaType);
  open.push(workspace);
  const inspected = await handler.inspect(workspace);
  const technical = { ...inspected.technical, ...(inspected.pages ? { pages: inspected.pages } : {}) };
  const learned = (await handler.derive(workspace, technical)) ?? {};
  return { workspace, inspected, learned, pyramid: workspace.kept.get('pyramid')! };
}

/** Mean difference of two pictures of one size, 0 to 255. */
async function difference(one: Buffer | string, other: Buffer | string): Promise<number> {
  const [a, b] = await Promise.all(
    [one, other].map((image) =>
      sharp(image).toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true }),
    ),
  );
  expect([a!.info.width, a!.info.height, a!.info.channels]).toEqual([b!.info.width, b!.info.height, b!.info.channels]);
  let sum = 0;
  for (let at = 0; at < a!.data.length; at++) sum += Math.abs(a!.data[at]! - b!.data[at]!);
  return sum / a!.data.length;
}

const whole = (width: number, height: number): ImageCut => ({
  region: { x: 0, y: 0, width, height },
  size: { width, height },
  rotation: 0,
  mirror: false,
  quality: 'default',
  format: 'png',
});

describe('an image', () => {
  let path: string;
  let done: Awaited<ReturnType<typeof work>>;
  const [width, height] = [2300, 1700];
  beforeAll(async () => {
    path = await save('large.png', await picture(width, height).withMetadata({ density: 300 }).png().toBuffer());
    done = await work(path, 'image/png');
  });
  const cut = (more: Partial<ImageCut>) =>
    handler.cut!(done.pyramid.path, done.pyramid.technical, { ...whole(width, height), ...more });

  it('tells the colour that most of it has, as a step of sixteen', async () => {
    const ink = { create: { width: 900, height: 300, channels: 3, background: '#201810' } } as const;
    const paper = sharp({ create: { width: 900, height: 1200, channels: 3, background: '#ecdcbc' } });
    const leaf = await paper
      .composite([{ input: ink, left: 0, top: 500 }])
      .png()
      .toBuffer();
    const { learned } = await work(await save('leaf.png', leaf), 'image/png');
    expect(learned['colour']).toBe('#e8d8b8');
  });

  it('tells its size and resolution, and gets its derivatives', async () => {
    expect(done.inspected).toEqual({ technical: { width, height, dpi: 300, space: 'srgb', webReady: false } });
    expect([...done.workspace.kept.keys()].sort()).toEqual(['medium', 'pyramid', 'thumbnail']);
    expect(done.pyramid.technical).toMatchObject({ width, height, tile: 512 });
    expect(done.workspace.kept.get('thumbnail')!.technical).toEqual({ width: 400, height: 296 });
    expect(done.workspace.kept.get('medium')!.technical).toEqual({ width: 1600, height: 1183 });
    expect(done.learned).toMatchObject({ width, height });
    expect(done.learned['colour']).toMatch(/^#[0-9a-f]{6}$/);
    const preview = Buffer.from(String(done.learned['preview']).split(',')[1]!, 'base64');
    expect(preview.length).toBeLessThan(600);
    expect((await sharp(preview).metadata()).width).toBe(20);
  });

  it.each([
    [{ x: 0, y: 0, width: 512, height: 512 }, 1],
    [{ x: 512, y: 512, width: 512, height: 512 }, 1],
    [{ x: 1024, y: 0, width: 1024, height: 1024 }, 2],
    [{ x: 2048, y: 1536, width: 252, height: 164 }, 1],
    [{ x: 333, y: 77, width: 801, height: 603 }, 1],
    [{ x: 0, y: 0, width: 2300, height: 1700 }, 4],
    [{ x: 1024, y: 1024, width: 1276, height: 676 }, 2],
  ])('cuts %j at 1:%d as the original has it', async (region, scale) => {
    const size = { width: Math.ceil(region.width / scale), height: Math.ceil(region.height / scale) };
    const tile = await cut({ region, size, format: 'jpg' });
    const wanted = await sharp(path)
      .extract({ left: region.x, top: region.y, width: region.width, height: region.height })
      .resize({ ...size, fit: 'fill' })
      .png()
      .toBuffer();
    // Colours of cells that are 16 pixels wide by then run a little into each other.
    expect(await difference(tile, wanted)).toBeLessThan(scale < 4 ? 4 : 6);
  });

  it('passes stored tiles through without a pixel changed', async () => {
    const tile = await readStoredTile(done.pyramid.path, 1, 1, 0);
    const decoded = await sharp(done.pyramid.path, { page: 1 })
      .extract({ left: 512, top: 0, width: 512, height: 512 })
      .png()
      .toBuffer();
    expect(await difference(tile!, decoded)).toBe(0);
    const stored = (more: Partial<ImageCut>) =>
      handler.stored!(done.pyramid.path, done.pyramid.technical, { ...whole(width, height), format: 'jpg', ...more });
    const region = { x: 1024, y: 0, width: 1024, height: 1024 };
    const size = { width: 512, height: 512 };
    expect((await stored({ region, size }))!.equals(tile!)).toBe(true);
    // Whatever is not exactly that tile has to be cut.
    expect(await stored({ region, size, rotation: 90 })).toBeUndefined();
    expect(await stored({ region, size, quality: 'gray' })).toBeUndefined();
    expect(await stored({ region, size, format: 'png' })).toBeUndefined();
    expect(await stored({ region: { ...region, x: 1023 }, size })).toBeUndefined();
    expect(await stored({ region, size: { width: 511, height: 512 } })).toBeUndefined();
    expect(
      await stored({ region: { x: 2048, y: 0, width: 252, height: 512 }, size: { width: 252, height: 512 } }),
    ).toBeUndefined();
  });

  it('mirrors, then turns clockwise', async () => {
    const region = { x: 512, y: 0, width: 300, height: 200 };
    const got = await cut({ region, size: { width: 300, height: 200 }, mirror: true, rotation: 90 });
    const mirrored = await sharp(path).extract({ left: 512, top: 0, width: 300, height: 200 }).flop().png().toBuffer();
    expect(await difference(got, await sharp(mirrored).rotate(90).png().toBuffer())).toBeLessThan(4);
  });

  it('turns by any angle, on nothing where the format has nothing', async () => {
    const size = { width: 200, height: 200 };
    const about = await sharp(await cut({ size, rotation: 45 })).metadata();
    expect(about.width).toBeGreaterThan(270);
    expect(about.hasAlpha).toBe(true);
  });

  it('knows grey and bitonal, and all three formats', async () => {
    const size = { width: 230, height: 170 };
    const grey = await sharp(await cut({ size, quality: 'gray' }))
      .toColourspace('srgb')
      .raw()
      .toBuffer();
    expect(
      [...grey.subarray(0, 300)].every((value, at, all) => at % 3 === 0 || Math.abs(value - all[at - 1]!) <= 1),
    ).toBe(true);
    const bitonal = await sharp(await cut({ size, quality: 'bitonal' }))
      .toColourspace('b-w')
      .raw()
      .toBuffer();
    expect(new Set(bitonal)).toEqual(new Set([0, 255]));
    for (const [format, name] of [
      ['jpg', 'jpeg'],
      ['png', 'png'],
      ['webp', 'webp'],
    ] as const) {
      expect((await sharp(await cut({ size, format })).metadata()).format).toBe(name);
    }
  });
});

describe('images of every sort', () => {
  it('stand upright, whatever the camera said', async () => {
    const upright = await picture(600, 400).png().toBuffer();
    for (const orientation of [1, 3, 6, 8]) {
      const turned = await sharp(upright)
        .rotate({ 1: 0, 3: 180, 6: 270, 8: 90 }[orientation])
        .withMetadata({ orientation })
        .jpeg({ quality: 95 })
        .toBuffer();
      const { inspected, pyramid } = await work(await save(`turned-${orientation}.jpg`, turned), 'image/jpeg');
      expect(inspected.technical).toMatchObject({ width: 600, height: 400 });
      const got = await handler.cut!(pyramid.path, pyramid.technical, whole(600, 400));
      expect(await difference(got, upright)).toBeLessThan(6);
    }
  });

  it('come from CMYK, grey of 16 bits, and transparency', async () => {
    const cmyk = await picture(300, 200).toColourspace('cmyk').tiff({ compression: 'lzw' }).toBuffer();
    const first = await work(await save('cmyk.tif', cmyk), 'image/tiff');
    expect((await sharp(first.pyramid.path).metadata()).space).toBe('srgb');
    const deep = await picture(300, 200).toColourspace('grey16').png().toBuffer();
    const second = await work(await save('deep.png', deep), 'image/png');
    expect(await sharp(second.pyramid.path).metadata()).toMatchObject({ space: 'b-w', depth: 'uchar', channels: 1 });
    const clear = await sharp({
      create: { width: 50, height: 40, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    const third = await work(await save('clear.png', clear), 'image/png');
    const { dominant } = await sharp(third.pyramid.path).toColourspace('srgb').stats();
    expect(dominant.r).toBeGreaterThan(240);
  });

  it('of one pixel are images too', async () => {
    const one = await work(await save('one.png', await picture(1, 1).png().toBuffer()), 'image/png');
    expect(one.pyramid.technical).toMatchObject({ width: 1, height: 1 });
    expect(await handler.cut!(one.pyramid.path, one.pyramid.technical, whole(1, 1))).toBeInstanceOf(Buffer);
  });
});

describe('a TIFF', () => {
  /** libvips writes the frames of a tall image as pages. */
  const pages = (count: number, width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#a03020' } })
      .png()
      .toBuffer()
      .then((page) =>
        sharp(
          Array.from({ length: count }, () => page),
          { join: { animated: true } },
        )
          .tiff({ compression: 'lzw' })
          .toBuffer(),
      );

  it('of several pages has derivatives for each', async () => {
    const { inspected, workspace } = await work(await save('pages.tif', await pages(3, 220, 300)), 'image/tiff');
    expect(inspected.pages).toBe(3);
    expect([...workspace.kept.keys()].sort()).toEqual([
      'medium',
      'medium-2',
      'medium-3',
      'pyramid',
      'pyramid-2',
      'pyramid-3',
      'thumbnail',
      'thumbnail-2',
      'thumbnail-3',
    ]);
  });

  it('that is a pyramid has one', async () => {
    const bytes = await picture(2000, 1500).tiff({ tile: true, pyramid: true, compression: 'jpeg' }).toBuffer();
    const path = await save('pyramid.tif', bytes);
    const layout = await readTiffLayout(path);
    expect(layout.length).toBeGreaterThan(2);
    // Not even when its levels do not say that they are smaller copies.
    expect(pagesOf(layout.map((one) => ({ ...one, reduced: false })))).toEqual([0]);
    expect((await work(path, 'image/tiff')).inspected.pages).toBeUndefined();
  });
});

describe('refused', () => {
  const inspect = async (name: string, bytes: Buffer, mediaType: string) =>
    handler.inspect(await workspaceFor(await save(name, bytes), mediaType));

  it('is what pretends', async () => {
    await expect(inspect('text.jpg', Buffer.from('not a picture at all'), 'image/jpeg')).rejects.toMatchObject({
      code: 'file.broken',
    });
  });

  it('is a picture that unpacks to far more than it brings', async () => {
    const bomb = await sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: 'white' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(2_000_000);
    await expect(inspect('bomb.png', bomb, 'image/png')).rejects.toMatchObject({
      code: 'file.unsafe',
      params: { reason: 'bomb' },
    });
  });

  it('is one that ends too early, at the latest when it is decoded', async () => {
    const good = await picture(800, 600).jpeg().toBuffer();
    const path = await save('cut.jpg', good.subarray(0, good.length / 2));
    const failure = work(path, 'image/jpeg');
    await expect(failure).rejects.toMatchObject({ code: 'file.broken' });
    await expect(failure).rejects.not.toThrow(folder);
  });

  it('is a TIFF that goes round in circles or points outside itself', async () => {
    const good = await picture(64, 64).tiff({ compression: 'none' }).toBuffer();
    const directory = good.readUInt32LE(4);
    const circle = Buffer.from(good);
    circle.writeUInt32LE(directory, directory + 2 + good.readUInt16LE(directory) * 12);
    await expect(inspect('circle.tif', circle, 'image/tiff')).rejects.toMatchObject({ code: 'file.broken' });
    const outside = Buffer.from(good);
    outside.writeUInt32LE(0xfffffff0, 4);
    await expect(inspect('outside.tif', outside, 'image/tiff')).rejects.toMatchObject({ code: 'file.broken' });
  });

  it('says nothing of where it was looked for', async () => {
    const bytes = await readFile(new URL(import.meta.url));
    await expect(inspect('self.png', bytes, 'image/png')).rejects.toMatchObject({
      params: { reason: expect.not.stringContaining('/') as string },
    });
  });
});
