import { openVisibility } from '../../../../server/contract/visibility.js';
import { changed, isWider } from './visibility.follow.js';

test('whoever closes the image closes the thumbnail, as long as nobody chose otherwise for it', () => {
  const closed = changed(openVisibility, 'image', ['campus']);
  expect(closed).toMatchObject({ image: ['campus'], thumbnail: ['campus'], download: ['public'] });
  const chosen = changed(closed, 'thumbnail', ['public']);
  expect(chosen).toMatchObject({ image: ['campus'], thumbnail: ['public'] });
  expect(changed(chosen, 'image', ['staff'])).toMatchObject({ image: ['staff'], thumbnail: ['public'] });
  expect(changed(openVisibility, 'text', ['staff'])).toMatchObject({ text: ['staff'], thumbnail: ['public'] });
});

test('a thumbnail that shows more people what the image does not is told apart', () => {
  expect(isWider(['public'], ['campus'])).toBe(true);
  expect(isWider(['campus', 'member'], ['campus'])).toBe(true);
  expect(isWider(['campus'], ['campus', 'member'])).toBe(false);
  expect(isWider(['staff'], ['campus'])).toBe(false);
  expect(isWider(['campus'], ['public'])).toBe(false);
});
