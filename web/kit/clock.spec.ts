import { clock, segmentAt } from './clock.js';
import { webVtt } from './vtt.js';

it('tells time as players do', () => {
  expect(['0', '65.9', '3729'].map((text) => clock(Number(text)))).toEqual(['0:00', '1:05', '1:02:09']);
});

it('knows which stretch is under way, and that there are pauses', () => {
  const segments = [{ from: 0, to: 3 }, { from: 3.4, to: 9 }, { from: 10 }];
  expect([0, 3.2, 3.4, 9.5, 400].map((seconds) => segmentAt(segments, seconds))).toEqual([0, -1, 1, -1, 2]);
});

describe('captions made from the record', () => {
  it('end where they say, or where the next begins', () => {
    const text = webVtt(
      [
        { from: 0, title: '拨弦声' },
        { from: 3.4, to: 9.934, title: '我小时候', speaker: '沈阿根' },
      ],
      20,
    );
    expect(text).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:00:03.400\n拨弦声\n\n00:00:03.400 --> 00:00:09.934\n<v 沈阿根>我小时候\n',
    );
  });

  it('cannot be broken out of', () => {
    const text = webVtt([{ from: 0, title: 'a\n\n00:00:01.000 --> 00:00:02.000\n<b>x' }], 5);
    expect(text.match(/-->/g)).toHaveLength(1);
    expect(text).not.toContain('<b>');
    expect(text.trim().split('\n\n')).toHaveLength(2);
  });
});
