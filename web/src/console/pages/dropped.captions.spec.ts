import { isCaptions, languageOf, readName, recordingFor } from './dropped.captions.js';

it('knows captions, whose they are, and in which language', () => {
  expect(['a.vtt', 'b.SRT', 'c.mp3', 'vtt'].filter(isCaptions)).toEqual(['a.vtt', 'b.SRT']);
  expect(readName('口述一.zh-Hant.vtt')).toEqual({ stem: '口述一', language: 'zh-Hant' });
  expect(readName('口述一_英文.srt')).toEqual({ stem: '口述一', language: 'en' });
  expect(readName('interview-2.en.srt')).toEqual({ stem: 'interview-2', language: 'en' });
  expect(readName('interview-2.srt')).toEqual({ stem: 'interview-2', language: undefined });
  expect(languageOf('口述.vtt', '这是一段口述')).toBe('zh-Hans');
  expect(languageOf('talk.vtt', 'Good evening')).toBe('en');
});

it('finds the recording beside them, by name, or because there is no other', () => {
  const [one, two] = [{ name: '口述一.MP3' }, { name: 'talk.en.mp4' }];
  expect(recordingFor('口述一.zh-Hant.vtt', [one, two])).toBe(one);
  expect(recordingFor('talk.en.vtt', [one, two])).toBe(two);
  expect(recordingFor('别的.vtt', [one, two])).toBeUndefined();
  expect(recordingFor('别的.vtt', [one])).toBe(one);
  expect(recordingFor('别的.vtt', [])).toBeUndefined();
});
