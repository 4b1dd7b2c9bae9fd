import type { ImageCut } from '../../contract/plugin.js';
import { isUsual } from './usual.cut.js';

describe('what is worth keeping', () => {
  const image = { width: 2300, height: 1700, technical: { tile: 512 } };
  const cut = (region: number[], size: number[], more: Partial<ImageCut> = {}): ImageCut => {
    const [x, y, width, height] = region as [number, number, number, number];
    const plain = { rotation: 0, mirror: false, quality: 'default', format: 'jpg' } as const;
    return { region: { x, y, width, height }, size: { width: size[0]!, height: size[1]! }, ...plain, ...more };
  };
  const whole = [0, 0, 2300, 1700];

  it.each([
    ['a tile', cut([512, 512, 512, 512], [512, 512])],
    ['the last one', cut([2048, 1536, 252, 164], [252, 164])],
    ['one of a smaller level', cut([2048, 0, 252, 1700], [63, 425])],
    ['one of a level between', cut([1024, 1024, 1024, 676], [512, 338])],
    ['the whole image', cut(whole, [2300, 1700])],
    ['the whole halved', cut(whole, [1150, 850])],
    ['a picture of a page', cut(whole, [480, 355])],
    ['a preview', cut(whole, [1600, 1183])],
    ['as WebP', cut([512, 512, 512, 512], [512, 512], { format: 'webp' })],
  ])('%s', (_, one) => expect(isUsual(image, one)).toBe(true));

  it.each([
    ['a tile beside the grid', cut([513, 512, 512, 512], [512, 512])],
    ['a tile of another size', cut([512, 512, 512, 512], [511, 512])],
    ['a large one', cut([0, 0, 1024, 1024], [1024, 1024])],
    ['the whole at an odd width', cut(whole, [481, 356])],
    ['the whole out of shape', cut(whole, [480, 100])],
    ['turned', cut(whole, [480, 355], { rotation: 45 })],
    ['upside down', cut(whole, [480, 355], { rotation: 180 })],
    ['mirrored', cut(whole, [480, 355], { mirror: true })],
    ['grey', cut(whole, [480, 355], { quality: 'gray' })],
    ['as PNG', cut(whole, [480, 355], { format: 'png' })],
  ])('not %s', (_, one) => expect(isUsual(image, one)).toBe(false));
});
