import { throwAtAll } from '../integration/routes/hostile.js';
import { World } from '../integration/routes/world.js';

/** Every hostile value in every place of every GET route. */
describe('hostile addresses', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.build();
  });
  afterAll(() => world?.stop());

  it('no GET route falls over any of them', async () => {
    const { fallen } = await throwAtAll(world, 1);
    expect(fallen).toEqual([]);
  });
});
