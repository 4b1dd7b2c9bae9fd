import { Problem } from '../../contract/problems.js';
import { imageInfo } from './image.info.js';
import type { DeepImage } from '../media/tile.service.js';
import {
  maxArea,
  maxSide,
  maxTurnedArea,
  parseImageRequest,
  parseRegion,
  parseRotation,
  parseSize,
} from './image.request.js';

const image = { width: 3000, height: 2000 };
const refused = (work: () => unknown, code = 'image.bad-request') => {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    expect((error as Problem).code).toBe(code);
    return;
  }
  throw new Error('was not refused');
};

describe('the region', () => {
  it.each([
    ['full', [0, 0, 3000, 2000]],
    ['square', [500, 0, 2000, 2000]],
    ['10,20,300,400', [10, 20, 300, 400]],
    ['2900,1900,300,400', [2900, 1900, 100, 100]],
    ['pct:0,0,100,100', [0, 0, 3000, 2000]],
    ['pct:41.6,7.5,40,70', [1248, 150, 1200, 1400]],
    ['pct:99.99,0,0.001,50', [3000 - 1, 0, 1, 1000]],
  ])('%s', (text, [x, y, width, height]) => {
    if (text.startsWith('pct:99')) {
      // Rounds past the last pixel: there is nothing there.
      refused(() => parseRegion(text, image));
      return;
    }
    expect(parseRegion(text, image)).toEqual({ x, y, width, height });
  });

  it.each([
    '',
    'all',
    '1,2,3',
    '1,2,3,4,5',
    '-1,0,5,5',
    '0,0,0,5',
    '0,0,5,0',
    '3000,0,5,5',
    '0,2000,5,5',
    '1.5,0,5,5',
    'pct:0,0,0,10',
    'pct:1,2,3',
    'pct:a,b,c,d',
    'pct:101,0,5,5',
    '0x1,0,5,5',
    '1e3,0,5,5',
  ])('is not %j', (text) => refused(() => parseRegion(text, image)));
});

describe('the size', () => {
  const region = { width: 1000, height: 500 };
  it.each([
    ['max', [1000, 500]],
    ['300,', [300, 150]],
    [',100', [200, 100]],
    ['pct:50', [500, 250]],
    ['pct:0.01', [1, 1]],
    ['225,100', [225, 100]],
    ['!225,100', [200, 100]],
    ['!5000,5000', [1000, 500]],
    ['1000,500', [1000, 500]],
    ['^300,', [300, 150]],
    ['^1000,', [1000, 500]],
    ['^,500', [1000, 500]],
    ['^pct:100', [1000, 500]],
    ['^!1000,900', [1000, 500]],
    ['^!300,900', [300, 150]],
    ['^400,500', [400, 500]],
  ])('%s', (text, [width, height]) => {
    expect(parseSize(text, region)).toMatchObject({ width, height });
  });

  it('is bounded by area and by side', () => {
    const map = { width: 12_000, height: 9_000 };
    expect(parseSize('max', map)).toEqual({ width: 7302, height: 5477 });
    expect(parseSize('^max', map)).toEqual({ width: 7302, height: 5477 });
    expect(parseSize('!9000,9000', map)).toEqual({ width: 7302, height: 5477 });
    expect(parseSize('!6000,9000', map)).toEqual({ width: 6000, height: 4500 });
    const scroll = { width: 40_000, height: 800 };
    expect(parseSize('max', scroll)).toEqual({ width: maxSide, height: 320 });
    expect(parseSize('!40000,40000', scroll)).toEqual({ width: maxSide, height: 320 });
    for (const text of ['8000,', 'pct:100', '12000,9000']) refused(() => parseSize(text, map));
    for (const text of ['20000,', 'pct:100', '20000,1', '^20000,']) refused(() => parseSize(text, scroll));
  });

  it.each(['^max', '^2000,', '^,1000', '^pct:200', '^!3000,1000', '^1500,1500', '^1001,10', '^100000,100000'])(
    'never enlarges: %s',
    (text) => refused(() => parseSize(text, region), 'image.unsupported'),
  );

  it.each([
    '',
    ',',
    'full',
    '1001,',
    ',501',
    'pct:101',
    'pct:0',
    '0,',
    ',0',
    '0,0',
    '1001,500',
    '500,501',
    '!0,5',
    '!5',
    'pct:-5',
    '100,100,100',
    '^',
    '^0,',
    '1e2,',
    '^^max',
    '+5,',
  ])('is not %j', (text) => refused(() => parseSize(text, region)));
});

describe('the rotation', () => {
  it('mirrors first and turns clockwise', () => {
    expect(parseRotation('0')).toEqual({ mirror: false, rotation: 0 });
    expect(parseRotation('!90')).toEqual({ mirror: true, rotation: 90 });
    expect(parseRotation('22.5')).toEqual({ mirror: false, rotation: 22.5 });
    expect(parseRotation('360')).toEqual({ mirror: false, rotation: 0 });
  });
  it.each(['', '-90', '361', '90!', 'ninety', '!', '1e1', '.5'])('is not %j', (text) =>
    refused(() => parseRotation(text)),
  );
});

describe('a request', () => {
  const canonical = (text: string) => {
    const [region, size, rotation, name] = text.split('/') as [string, string, string, string];
    return parseImageRequest({ region, size, rotation, name }, image).canonical;
  };

  it.each([
    ['full/max/0/default.jpg', 'full/max/0/default.jpg'],
    ['0,0,3000,2000/3000,2000/360/color.jpg', 'full/max/0/default.jpg'],
    ['pct:0,0,50,50/pct:50/!0/gray.png', '0,0,1500,1000/750,500/!0/gray.png'],
    ['square/^1000,/90/bitonal.webp', '500,0,2000,2000/1000,1000/90/bitonal.webp'],
    ['full/!300,300/0/default.jpg', 'full/300,200/0/default.jpg'],
    ['full/^300,200/0/default.jpg', 'full/300,200/0/default.jpg'],
    ['2800,0,512,512/200,/0/default.jpg', '2800,0,200,512/max/0/default.jpg'],
  ])('%s is canonically %s', (asked, wanted) => {
    expect(canonical(asked)).toBe(wanted);
    expect(canonical(wanted)).toBe(wanted);
  });

  it('holds nothing but numbers and words, whatever else is known of the image', () => {
    const known = { ...image, handler: () => undefined };
    const given = { region: 'full', size: 'max', rotation: '0', name: 'default.jpg' };
    const size = { width: 3000, height: 2000 };
    expect(parseImageRequest(given, known).cut).toEqual({
      region: { x: 0, y: 0, ...size },
      size,
      rotation: 0,
      mirror: false,
      quality: 'default',
      format: 'jpg',
    });
  });

  it('refuses what is no quality or format, and says what it does not do', () => {
    for (const name of ['default', 'default.', '.jpg', 'native.jpg', 'default.bmp', 'default.jpg.png']) {
      refused(() => canonical(`full/max/0/${name}`));
    }
    for (const name of ['default.tif', 'gray.pdf']) refused(() => canonical(`full/max/0/${name}`), 'image.unsupported');
  });

  it('turns small results at will, and large ones by right angles only', () => {
    for (const text of ['full/max/90/gray.png', 'full/max/!270/default.jpg', 'full/1000,/45/default.png'])
      canonical(text);
    for (const text of ['full/max/1/default.png', 'full/1300,/45/default.jpg', 'full/max/!359.9/default.jpg']) {
      refused(() => canonical(text), 'image.unsupported');
    }
    const long = { width: 16_000, height: 100 };
    const given = { region: 'full', size: 'max', rotation: '45', name: 'default.png' };
    // Hardly any pixels, until it is turned: then it is the corners.
    expect(long.width * long.height).toBeLessThan(maxTurnedArea);
    refused(() => parseImageRequest(given, long), 'image.unsupported');
  });
});

describe('info.json', () => {
  const about = (width: number, height: number) =>
    imageInfo('https://example.org/x', { width, height, technical: {} } as unknown as DeepImage);

  it('promises nothing that would be refused', () => {
    expect(about(3000, 2000)).toMatchObject({ profile: 'level2', maxArea, maxWidth: maxSide });
    for (const [width, height] of [
      [60, 60],
      [3000, 2000],
      [40_000, 800],
    ] as const) {
      const { extraFeatures, sizes } = about(width, height);
      expect(extraFeatures).not.toContain('sizeUpscaling');
      const turned = { region: 'full', size: 'max', rotation: '45', name: 'default.png' };
      const turn = () => parseImageRequest(turned, { width, height });
      if (extraFeatures.includes('rotationArbitrary')) turn();
      else refused(turn, 'image.unsupported');
      for (const size of sizes) parseSize(`${size.width},${size.height}`, { width, height });
    }
    expect(about(60, 60).extraFeatures).toContain('rotationArbitrary');
    expect(about(3000, 2000).extraFeatures).not.toContain('rotationArbitrary');
  });
});
