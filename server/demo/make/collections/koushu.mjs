import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { agent, core, hans } from '../record.mjs';
import { encode, recording, vtt } from '../sound.mjs';
import { term } from '../terms.mjs';
import { recordings } from '../text/recordings.mjs';

const HEARD = '声音由程序合成：人声为 espeak-ng 合成普通话，拨弦与环境声为计算所得，并无真人录音。';

async function makeRecording(s, studio, folder, name) {
  const { wav, cues, duration } = recording({
    seed: s.id,
    sentences: s.sentences,
    voice: s.voice,
    background: s.background,
    tuneRoot: s.root,
    seconds: s.seconds,
  });
  encode(wav, join(folder, `${name}.mp3`), [
    '-c:a',
    'libmp3lame',
    '-b:a',
    s.sentences ? '24k' : '32k',
    '-ac',
    '1',
    '-write_xing',
    '1',
    '-id3v2_version',
    '0',
  ]);
  writeFileSync(
    join(folder, `${name}.vtt`),
    vtt(cues.length ? cues : [{ start: 0, end: duration, text: `（${s.heard}）` }]),
  );
  const { png } = await studio.draw('photo', {
    width: 1200,
    height: 900,
    seed: s.id,
    tone: s.tone ?? 'warm',
    items: s.items,
    border: 0,
  });
  await sharp(png)
    .jpeg({ quality: 74, mozjpeg: true })
    .toFile(join(folder, `${name}-poster.jpg`));
  return {
    file: `${name}.mp3`,
    captions: `${name}.vtt`,
    poster: `${name}-poster.jpg`,
    width: 1200,
    height: 900,
    duration,
    cues,
  };
}

export const collection = {
  key: 'koushu',
  library: 'nanhu',
  template: 'audio-visual',
  categoryField: 'subject',
  name: { 'zh-CN': '桑梓口述', en: 'Voices of the Home Country' },
  description: {
    'zh-CN': '乡里老人的口述与乡土声音，逐句文字可检可听。',
    en: 'Oral histories and sounds of the countryside, with the words sentence by sentence.',
  },
  featured: ['NH-KS-0001', 'NH-KS-0003'],
  *works() {
    for (const s of recordings) {
      const values = {
        ...core({
          ...s,
          title: s.title,
          lang: s.sentences ? ['cmn'] : ['zxx'],
          agents: undefined,
          callNo: `聲 ${s.id.slice(-4)}`,
          location: '声像档案',
          agency: '南湖革命史馆',
          rules: 'DA/T 59-2017',
          extent: '1条',
          date: s.recorded,
          place: s.at,
          abstract: `${s.abstract}${HEARD}`,
        }),
        // Named today, in the characters of today.
        title: [hans(s.title)],
        ...(s.narrator ? { narrator: [agent(s.narrator, '口述')] } : {}),
        interviewer: [agent(s.interviewer ?? '南湖革命史馆口述组', '采集')],
        recorded: [s.recorded],
        recordedAt: [s.at],
        carrier: [term('carrier', 'mp3')],
        usage: [term('usage', s.visibility ? 'campus' : 'open')],
        ...(s.dialect ? { dialect: [hans(s.dialect)] } : {}),
      };
      yield {
        identifier: s.id,
        values,
        pages: [
          {
            label: '錄音',
            kind: 'audio',
            draw: { make: (studio, folder, name) => makeRecording(s, studio, folder, name) },
          },
        ],
        ...(s.links ? { links: s.links } : {}),
        ...(s.visibility ? { visibility: s.visibility } : {}),
        publishedOffsetDays: s.days,
      };
    }
  },
};
