import { throwAtAll } from './routes/hostile.js';
import { World } from './routes/world.js';

const seed = 20_261_129;

/** A value in every place of every address in each run; `npm run proof hostile` throws all of them. */
describe('hostile addresses', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.build();
  });
  afterAll(() => world?.stop());

  it('no GET route falls over what stands in its path or query', async () => {
    const { asked, fallen } = await throwAtAll(world, seed, 1);
    expect(asked).toBeGreaterThan(500);
    expect(fallen).toEqual([]);
  });
});
