import path from 'node:path';
import { golden } from '../../../tests/support/golden.js';
import { recordSamples } from '../../../tests/support/record.samples.js';
import { configOf, valueRules } from '../../../tests/support/values.js';
import { citedByHand } from '../../../tests/support/record.citations.js';
import { xmlFault } from '../../../tests/support/well-formed.js';
import type { RecordFormat } from '../../contract/api/interop.routes.js';
import type { StoredValue, Values } from '../../contract/values.js';
import type { ValueService } from '../schema/value.service.js';
import { templates } from '../schema/templates/index.js';
import { FieldViews } from '../catalog/field.views.js';
import { exportRecord, type ExportRecord } from './export.record.js';
import { isBody } from '../../contract/bodies.js';
import { readTags } from './marc.record.js';
import { readPath } from './mods.format.js';
import { gbt7714 } from '../../../web/src/reader/item/citation.js';
import { recordFormats } from './record.formats.js';

const pids = { item: 'smpr0001d', linked: 'smpr0002p', file: 'smpf00015', collection: 'smpc0001w' };
const samples = recordSamples(pids.linked, pids.file);
let rules: ValueService;
beforeAll(async () => {
  rules = await valueRules();
});

async function sampleOf(template: string, change: (stored: StoredValue, key: string) => StoredValue = (one) => one) {
  const config = configOf(template);
  const given: Values = Object.fromEntries(
    Object.entries(samples[template]!).map(([key, value]) => [
      config.id(key),
      (Array.isArray(value) ? value : [value]).map((one) => change({ value: one }, key)),
    ]),
  );
  const { values, problems } = await rules.check(config, given, 'publish', { libraryId: null });
  const missing = new Set(problems.filter(({ code }) => code === 'value.required').map(({ path: at }) => at));
  expect(problems.filter(({ path: at }) => !missing.has(at))).toEqual([]);
  const fields = config.schema.fields.filter((field) => !field.internal);
  const record: ExportRecord = exportRecord(
    {
      pid: pids.item,
      title: rules.forms.titleOf(config, values),
      kind: templates.find(({ key }) => key === template)!.kind,
      library: { 'zh-CN': '之江大学图书馆', en: 'Zhijiang University Library' },
      collection: { pid: pids.collection, name: { 'zh-CN': '样本库', en: 'Samples' } },
      fields,
      values,
      jsonld: { '@type': 'CreativeWork', ...new FieldViews(rules).jsonld(config, values) },
      enteredAt: new Date('2026-11-20T08:00:00Z'),
      changedAt: new Date('2026-11-21T09:30:05Z'),
      version: '1.1',
      openToAll: true,
    },
    rules,
    'https://linlang.example.org',
  );
  return { config, record, values };
}

const formats = Object.entries(recordFormats) as [RecordFormat, (typeof recordFormats)[RecordFormat]][];

describe('sample records', () => {
  it('are there for every template', () => {
    expect(Object.keys(samples).sort()).toEqual(templates.map(({ key }) => key).sort());
  });

  describe.each(templates.map(({ key }) => key))('%s', (template) => {
    test.each(formats)('as %s', async (_name, { ending, write }) => {
      const { record } = await sampleOf(template);
      const written = write(record);
      expect(written).toBe(golden(path.join('records', template, `${template}.${ending}`), written));
      if (ending.endsWith('xml')) expect(xmlFault(written)).toBeNull();
      else expect(JSON.parse(written)).toMatchObject({ '@id': record.url, url: record.url });
    });

    test('as a citation', async () => {
      const { config, record, values } = await sampleOf(template);
      const about = { title: record.title, kind: record.kind };
      const source = new FieldViews(rules).citation(config, values, about, 'zh-CN');
      expect(gbt7714(source, { url: record.url, holder: '之江大学图书馆', seen: '2026-11-30' })).toBe(
        citedByHand[template],
      );
    });

    test('says every public value that has a place there, and no internal one', async () => {
      const { config, record, values } = await sampleOf(template);
      const everything = Object.fromEntries(formats.map(([name, { write }]) => [name, write(record)]));
      const escaped = (text: string) =>
        text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
      for (const field of config.schema.fields) {
        for (const stored of values[field.id] ?? []) {
          const text = rules.forms.displayOf(config, field, stored, 'zh-CN');
          const found = Object.values(everything).some((one) => one.includes(escaped(text)));
          if (field.internal)
            expect([field.key, everything['mods']!.includes(`>${escaped(text)}<`)]).toEqual([field.key, false]);
          else {
            const spoken = rules.forms.recordOf(field, stored)!;
            const inParts = Object.values(spoken.parts).some(({ text: part }) =>
              everything['mods']!.includes(escaped(part)),
            );
            expect([field.key, found || inParts]).toEqual([field.key, true]);
          }
        }
      }
    });
  });
});

/** `$` marks subfields, as manuals write them. */
function fieldsOf(xml: string, tag: string): string[] {
  return [
    ...xml.matchAll(new RegExp(`<datafield tag="${tag}" ind1="(.)" ind2="(.)">([\\s\\S]*?)</datafield>`, 'g')),
  ].map(
    ([, one, two, body]) =>
      `${one}${two}`.replace(/ /g, '#') +
      [...body!.matchAll(/<subfield code="(.)">([^<]*)</g)].map(([, code, value]) => `$${code}${value}`).join(''),
  );
}

describe('MARC', () => {
  it('has fixed fields of the right length in both dialects', async () => {
    for (const { key } of templates) {
      const { record } = await sampleOf(key);
      const american = recordFormats.marc21.write(record);
      const chinese = recordFormats.cnmarc.write(record);
      for (const xml of [american, chinese]) expect(/<leader>([^<]*)</.exec(xml)![1]).toHaveLength(24);
      expect(/tag="008">([^<]*)</.exec(american)![1]).toHaveLength(40);
      expect(fieldsOf(chinese, '100')[0]!.slice(4)).toHaveLength(36);
      for (const [, one, two] of american.matchAll(/ind1="([^"]*)" ind2="([^"]*)"/g)) {
        expect([one, two]).toEqual([expect.stringMatching(/^[\d ]$/), expect.stringMatching(/^[\d ]$/)]);
      }
    }
  });

  it('of an old book in CNMARC: title with its reading, those who made it, where it was cut', async () => {
    const { record } = await sampleOf('ancient-book');
    const xml = recordFormats.cnmarc.write(record);
    expect(fieldsOf(xml, '200')[0]).toMatch(/^1#\$a月轮山房诗钞二十四卷\$9[a-z ]+\$f\(清\)沈望之撰\$g\(清\)陈石渠校$/);
    expect(fieldsOf(xml, '210')).toEqual(['##$a錢塘$c月輪山房$d清乾隆四十八年[1783]']);
    expect(fieldsOf(xml, '512')).toEqual(['1#$a月輪山房詩鈔']);
    expect(fieldsOf(xml, '510')).toEqual(['1#$aPoems from the Moon Wheel Mountain Studio']);
    expect(fieldsOf(xml, '701')).toEqual(['#0$c(清)$a沈望之$f1731–1802$4撰']);
    expect(fieldsOf(xml, '702')).toEqual(['#0$c(清)$a陈石渠$4校', '#0$a王文甫$4刻工']);
    expect(fieldsOf(xml, '696')).toEqual(['##$a集部·别集类']);
    expect(fieldsOf(xml, '101')).toEqual(['0#$achi']);
    expect(fieldsOf(xml, '801')).toEqual(['#0$aCN$b之江大学图书馆$c20261121$gGB/T 3792-2021']);
    expect(fieldsOf(xml, '905')).toEqual(['##$a之江大学图书馆$b特藏部$d善/3021']);
  });

  it('of an old book in MARC 21: the reading of title and name in 880, tied both ways', async () => {
    const { record } = await sampleOf('ancient-book');
    const xml = recordFormats.marc21.write(record);
    expect(fieldsOf(xml, '100')).toEqual(['1#$6880-01$a沈望之$c清$d1731–1802$e撰$4aut']);
    expect(fieldsOf(xml, '245')[0]).toMatch(/^10\$6880-02\$a月轮山房诗钞二十四卷\$c/);
    expect(fieldsOf(xml, '880').map((one) => one.slice(0, 14))).toEqual(['1#$6100-01/(B$', '10$6245-02/(B$']);
    expect(fieldsOf(xml, '264')).toEqual(['#1$a錢塘$b月輪山房$c清乾隆四十八年[1783]']);
    expect(fieldsOf(xml, '084')).toEqual(['##$aI$2clc', '##$a集部·别集类$2local']);
    expect(fieldsOf(xml, '046')).toEqual([expect.stringMatching(/^##\$k1783.*\$2edtf$/)]);
  });

  it('keeps the words of the thing itself beside a heading: 880 in MARC 21, a note in CNMARC', async () => {
    const { record } = await sampleOf('rubbing', (stored, key) =>
      key === 'stoneAgent' ? { ...stored, asWritten: '郡人徐文淵譔' } : stored,
    );
    const american = recordFormats.marc21.write(record);
    expect(fieldsOf(american, '880')).toContain('1#$6700-01/$1$a郡人徐文淵譔');
    expect(fieldsOf(american, '700')[0]).toMatch(/^1#\$6880-01\$a徐文渊/);
    expect(fieldsOf(recordFormats.cnmarc.write(record), '300')).toContain('##$a撰书篆额刻原作：郡人徐文淵譔');
  });

  it('reads mappings as librarians write them', () => {
    expect(readTags('210$d; 100$a/8-16')).toEqual([{ tag: '210', codes: ['d'] }]);
    expect(readTags('701/702, 711/712').map(({ tag }) => tag)).toEqual(['701', '702', '711', '712']);
    expect(readTags('461-464').map(({ tag }) => tag)).toEqual(['461']);
    expect(readTags('001, 010, 091').map(({ tag }) => tag)).toEqual(['010', '091']);
    expect(readTags(undefined)).toEqual([]);
    expect(readPath('originInfo/dateOther@type=run')).toEqual({
      steps: ['originInfo', 'dateOther'],
      attributes: { type: 'run' },
    });
  });

  it('knows a body from a person', () => {
    for (const name of ['之江大学', '月輪書局', '艺林学社', 'Harvard University']) expect(isBody(name)).toBe(true);
    for (const name of ['沈望之', '陈会', '欧阳观', 'Harcourt, Edmund']) expect(isBody(name)).toBe(false);
  });
});

describe('XML', () => {
  it('survives whatever was typed', async () => {
    const { record } = await sampleOf('dublin-core', (stored, key) =>
      key === 'description' ? { value: 'a < b & "c"\u0007 𠀀 ]]>' } : stored,
    );
    for (const [, { ending, write }] of formats.slice(0, 4)) {
      expect([ending, xmlFault(write(record))]).toEqual([ending, null]);
    }
    expect(recordFormats.dc.write(record)).toContain('a &lt; b &amp; &quot;c&quot; 𠀀 ]]&gt;');
  });

  it('is refused by the check when it is not', () => {
    const doc = (body: string) => `<?xml version="1.0" encoding="UTF-8"?>\n${body}`;
    for (const bad of ['<a>', '<a></b>', '<a>&</a>', '<a/><b/>', '<a x="1" x="2"/>', 'x<a/>']) {
      expect([bad, xmlFault(doc(bad))]).toEqual([bad, expect.any(String)]);
    }
    expect(xmlFault(doc('<a x="1">t<b/></a>'))).toBeNull();
  });
});
