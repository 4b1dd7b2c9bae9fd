import type { MediaView } from '../../../server/contract/reader.js';
import { shapeOf } from './still.js';

const film = (technical: MediaView['technical']) => ({ technical }) as MediaView;

it('a film stands in its own shape, where its file says it', () => {
  expect(shapeOf(film({ width: 1080, height: 1920 }))).toEqual({ '--shape': '1080 / 1920' });
  const silent: MediaView['technical'][] = [{}, { width: 0, height: 0 }, { width: 'x', height: 4 }, { width: 4 }];
  for (const unknown of silent) expect(shapeOf(film(unknown))).toBeUndefined();
  expect(shapeOf(undefined)).toBeUndefined();
});
