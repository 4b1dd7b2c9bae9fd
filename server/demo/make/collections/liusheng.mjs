import { makeFilm } from '../film.mjs';
import { agent, core } from '../record.mjs';
import { term } from '../terms.mjs';
import { films } from '../text/films.mjs';

export const collection = {
  key: 'liusheng',
  library: 'nanhu',
  template: 'audio-visual',
  categoryField: 'subject',
  name: { 'zh-CN': '旧影流声', en: 'Moving Pictures' },
  description: {
    'zh-CN': '湖上舟、街头雨、铁路烟：默片时代样式的短片。',
    en: 'Boats, rain and railway smoke in short films in the manner of the silent era.',
  },
  featured: ['NH-LS-0001', 'NH-LS-0004'],
  *works() {
    for (const s of films) {
      const film = { seed: s.id, title: s.title, ...s.film, heard: s.heard };
      const values = {
        ...core({
          ...s,
          // Nobody speaks, and nothing is written.
          lang: ['zxx'],
          callNo: `像 ${s.id.slice(-4)}`,
          location: '声像档案',
          agency: '南湖革命史馆',
          rules: 'DA/T 63-2017',
          extent: '1条',
          date: s.recorded,
          place: s.at,
        }),
        interviewer: [agent('南湖革命史馆声像组', '制作')],
        recorded: [s.recorded],
        recordedAt: [s.at],
        carrier: [term('carrier', 'mp4')],
        usage: [term('usage', 'open')],
        duration: [{ number: film.seconds ?? 11, unit: 's' }],
      };
      yield {
        identifier: s.id,
        values,
        pages: [
          {
            label: '影片',
            kind: 'video',
            draw: { make: (studio, folder, name) => makeFilm(studio, folder, name, film) },
          },
        ],
        ...(s.links ? { links: s.links } : {}),
        ...(s.visibility ? { visibility: s.visibility } : {}),
        publishedOffsetDays: s.days,
      };
    }
  },
};
