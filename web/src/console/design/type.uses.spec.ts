import { readdirSync } from 'node:fs';
import chinese from '../../locales/zh-CN/console.json' with { type: 'json' };
import { fitsType, typeUses } from './type.uses.js';

const sorted: string[] = typeUses.flatMap(({ types }) => [...types]);
const found = (typed: string) => sorted.filter((type) => fitsType(type, [], typed));

it('sorts every type of ours by what it is used for', () => {
  const folder = new URL('../../../../plugins/', import.meta.url);
  const ours = readdirSync(folder).flatMap((name) => /^field-(.+)$/.exec(name)?.[1] ?? []);
  expect([...sorted].sort()).toEqual(ours.sort());
  const hints = Object.keys(chinese.console.design.typeHints);
  expect(sorted.filter((type) => !hints.includes(type))).toEqual([]);
  const uses = Object.keys(chinese.console.design.uses);
  expect(typeUses.filter(({ use }) => !uses.includes(use))).toEqual([]);
});

it('finds a type by what librarians call it, in characters, as they are typed, and in English', () => {
  for (const [typed, type] of [
    ['尺寸', 'measurement'],
    ['chicun', 'measurement'],
    ['size', 'measurement'],
    ['时间', 'date'],
    ['shijian', 'date'],
    ['year', 'date'],
    ['钤印', 'region'],
    ['作者', 'agent'],
    ['call number', 'identifier'],
    ['下拉', 'term'],
  ] as const)
    expect([typed, found(typed)]).toEqual([typed, expect.arrayContaining([type])]);
  expect(found('')).toEqual(sorted);
  expect(found('无此类型')).toEqual([]);
});
