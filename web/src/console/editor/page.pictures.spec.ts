import { pagePicture } from './page.pictures.js';

const file = { pid: 'f1', state: 'ready', mediaType: 'image/tiff', handler: 'image' } as never;

test('a page has the picture of what it shows, whatever part of a file that is', () => {
  const shown = (source: object) => pagePicture({ file, source } as never);
  expect(shown({})).toBe('/f/f1/medium');
  expect(shown({ page: 1 })).toBe('/f/f1/medium');
  expect(shown({ page: 3 })).toBe('/iiif/image/3/file-f1-3/full/!1600,1600/0/default.jpg');
  expect(shown({ crop: [10.6, 0, 99.5, 200.2] })).toBe('/iiif/image/3/file-f1/10,0,100,200/!1600,1600/0/default.jpg');
  expect(shown({ page: 2, crop: [0, 0, 5, 0.2] })).toBe('/iiif/image/3/file-f1-2/0,0,5,1/!1600,1600/0/default.jpg');
});

test('what is no image, or is not ready, has none', () => {
  for (const change of [{ state: 'processing' }, { mediaType: 'audio/mpeg' }]) {
    expect(pagePicture({ file: { ...(file as object), ...change }, source: {} } as never)).toBeNull();
  }
  expect(pagePicture({ file: null, source: {} } as never)).toBeNull();
});
