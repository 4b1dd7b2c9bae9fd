import { RegExpParser, type AST } from '@eslint-community/regexpp';
import ts from 'typescript';
import { filesBelow, read } from './sources.js';

export interface Expression {
  file: string;
  line: number;
  source: string;
  flags: string;
}

const script = (file: string): string =>
  file.endsWith('.vue')
    ? read(file).replace(/^[^]*?(?=<script\b)|<\/script>[^]*?(?=<script\b|$)|<script\b[^>]*>/g, (text) =>
        text.replace(/[^\n]/g, ''),
      )
    : read(file);

/** Everything in a file that is compiled to an expression without knowing anything of the moment. */
function expressionsOf(file: string): Expression[] {
  const source = ts.createSourceFile(file, script(file), ts.ScriptTarget.ES2023, true, ts.ScriptKind.TSX);
  const found: Expression[] = [];
  const add = (node: ts.Node, text: string, flags: string): void => {
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    found.push({ file, line, source: text, flags });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      add(node, node.text.slice(1, end), node.text.slice(end + 1));
    } else if (ts.isNewExpression(node) && node.expression.getText() === 'RegExp') {
      const [pattern, flags] = node.arguments ?? [];
      const given = flags && ts.isStringLiteralLike(flags) ? flags.text : '';
      if (pattern && ts.isStringLiteralLike(pattern)) add(node, pattern.text, given);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

export const allExpressions = (): Expression[] =>
  ['server', 'plugins', 'web/src', 'web/kit', 'themes']
    .flatMap((place) => filesBelow(place, /\.(ts|vue)$/))
    .filter((file) => !/\.spec\.ts$|\.d\.ts$/.test(file))
    .flatMap(expressionsOf);

const samples = [...'a1 \t\n"<>/.-,:;=&%#@_()[]{}汉一年'];

/** One character that a set takes. */
function ofSet(raw: string, flags: string): string {
  const set = new RegExp(`^(?:${raw})$`, flags.replace(/[gy]/g, ''));
  return samples.find((one) => set.test(one)) ?? '';
}

/** A text that the node takes, as short as may be. */
function sampleOf(node: AST.Node, flags: string): string {
  switch (node.type) {
    case 'Pattern':
    case 'Group':
    case 'CapturingGroup':
      return sampleOf(node.alternatives[0]!, flags);
    case 'Alternative':
      return node.elements.map((one) => sampleOf(one, flags)).join('');
    case 'Quantifier':
      return sampleOf(node.element, flags).repeat(Math.min(node.min, 50));
    case 'Character':
      return String.fromCodePoint(node.value);
    case 'CharacterSet':
      return ofSet(node.raw, flags);
    case 'CharacterClass': {
      const [first] = node.elements;
      if (!node.negate && first?.type === 'CharacterClassRange') return String.fromCodePoint(first.min.value);
      if (!node.negate && first?.type === 'Character') return String.fromCodePoint(first.value);
      return ofSet(node.raw, flags);
    }
    default:
      return '';
  }
}

/**
 * What makes an expression try again and again: whatever may be repeated, many times over, alone, behind what has to
 * stand before it, and with it. An expression that repeats nothing has none.
 */
export function pumpsOf({ source, flags }: Expression): [head: string, pump: string][] {
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
  const pumps = new Map<string, [string, string]>();
  const add = (head: string, pump: string) => pumps.set(`${head}\0${pump}`, [head, pump]);
  const visit = (node: AST.Node, before: string): void => {
    if ('alternatives' in node) for (const one of node.alternatives) visit(one, before);
    if (node.type === 'Alternative') {
      let sofar = before;
      for (const one of node.elements) {
        visit(one, sofar);
        sofar += sampleOf(one, flags);
      }
    }
    if (node.type === 'Quantifier') {
      if (node.max > 20) {
        const within = 'alternatives' in node.element ? node.element.alternatives : [node.element];
        for (const one of within) {
          const sample = sampleOf(one, flags) || ' ';
          add('', sample);
          if (before) add(before, sample);
          if (before) add('', before + sample);
        }
      }
      visit(node.element, before);
    }
  };
  visit(pattern, '');
  if (pumps.size === 0) return [];
  const whole = sampleOf(pattern, flags);
  for (const plain of [whole, whole[0], ' ', '1', '一']) if (plain) add('', plain);
  return [...pumps.values()];
}
