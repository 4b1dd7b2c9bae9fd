import { gathered } from './gathered.jobs.js';
import type { Job } from './job.words.js';

const job = (pid: string, more: Partial<Job> = {}): Job =>
  ({ pid, kind: 'media.derive', state: 'done', file: `${pid}.tif`, subject: { pid: 'book' }, ...more }) as Job;

describe('files of one record', () => {
  const lines = (...jobs: Job[]) => gathered(jobs).map(({ first, rest }) => [first, ...rest].map(({ pid }) => pid));

  it('stand in one line when they went through one after the other', () => {
    expect(lines(job('3'), job('2'), job('1'))).toEqual([['3', '2', '1']]);
  });

  it('stand apart where they failed, are of another record, or are other work', () => {
    expect(
      lines(
        job('6'),
        job('5', { state: 'failed' }),
        job('4', { subject: { pid: 'map' } as Job['subject'] }),
        job('3'),
        job('2', { kind: 'media.rebuild' }),
        job('1', { file: null }),
        job('0', { file: null }),
      ),
    ).toEqual([['6'], ['5'], ['4'], ['3'], ['2'], ['1'], ['0']]);
  });
});
