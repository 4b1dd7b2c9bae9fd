import { collection as guji } from './guji.mjs';
import { collection as jinshi } from './jinshi.mjs';
import { collection as jiuying } from './jiuying.mjs';
import { collection as koushu } from './koushu.mjs';
import { collection as liusheng } from './liusheng.mjs';
import { collection as shuhua } from './shuhua.mjs';
import { collection as xinzha } from './xinzha.mjs';
import { collection as yaohuo } from './yaohuo.mjs';
import { collection as yutu } from './yutu.mjs';

export const collections = [guji, xinzha, yutu, jinshi, jiuying, shuhua, yaohuo, koushu, liusheng];
