import { problemStatus } from '../../contract/problems.js';
import { levelOfStatus } from './status.level.js';

describe('how loud an answer is told', () => {
  it.each([
    [200, 'debug'],
    [404, 'debug'],
    [429, 'debug'],
    [problemStatus['image.unsupported'], 'debug'],
    [problemStatus['search.unavailable'], 'warn'],
    [problemStatus['server.failed'], 'error'],
    [problemStatus['storage.full'], 'error'],
  ])('%i is told as %s', (status, level) => expect(levelOfStatus(status)).toBe(level));
});
