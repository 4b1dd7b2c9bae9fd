import { Problem } from '../../../contract/problems.js';

/** Seconds; text as WebVTT writes it. */
interface Cue {
  from: number;
  to: number;
  settings: string;
  text: string;
}

export interface Captions {
  vtt: string;
  cues: number;
}

const timing =
  /^(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})\s*-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})(.*)$/;

/**
 * WebVTT or SubRip, in whichever encoding, as WebVTT that holds nothing but cues. Parsers of captions are made for players:
 * they begin with text, whose encoding is known, and keep marks and styles that we must not pass on.
 */
export function captionsOf(bytes: Buffer, language: string): Captions {
  const text = decode(bytes, language);
  if (/<(?:script|html|iframe|body|\?php)[\s>]/i.test(text)) throw new Problem('file.unsafe', { reason: 'script' });
  const cues = parse(text.split(/\r\n|\r|\n/));
  if (cues.length === 0) throw new Problem('caption.empty');
  cues.sort((one, other) => one.from - other.from || one.to - other.to);
  const written = cues.map(
    ({ from, to, settings, text: said }) => `${stamp(from)} --> ${stamp(to)}${settings}\n${said}\n`,
  );
  return { vtt: `WEBVTT\n\n${written.join('\n')}`, cues: cues.length };
}

/**
 * Old subtitles are in what their country's Windows wrote. Which of the two Chinese encodings it is cannot be seen from
 * the bytes alone: the language that the librarian named decides which is tried first.
 */
function decode(bytes: Buffer, language: string): string {
  const head = bytes.subarray(0, 2).toString('hex');
  const hant = /^zh-(?:hant|tw|hk|mo)\b/i.test(language);
  const encodings =
    head === 'fffe'
      ? ['utf-16le']
      : head === 'feff'
        ? ['utf-16be']
        : ['utf-8', ...(hant ? ['big5', 'gb18030'] : ['gb18030', 'big5'])];
  for (const encoding of encodings) {
    const text = decoded(bytes, encoding);
    // Control characters stand in programs and pictures, not in what somebody says.
    if (text !== undefined && !/[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]/.test(text)) return text;
  }
  throw new Problem('caption.not-text');
}

function decoded(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parse(lines: string[]): Cue[] {
  const vtt = /^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '');
  const cues: Cue[] = [];
  let at = vtt ? pastBlock(lines, 0) : 0;
  while (at < lines.length) {
    const line = lines[at]!;
    // Remarks, styles and regions of WebVTT: a style sheet of strangers is nothing that we pass on.
    if (vtt && /^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(line)) at = pastBlock(lines, at);
    else if (!line.includes('-->')) at++;
    else {
      const until = pastBlock(lines, at + 1);
      const cue = cueOf(line, lines.slice(at + 1, until), at + 1, vtt);
      if (cue) cues.push(cue);
      at = until;
    }
  }
  return cues;
}

/** To the line after the next empty one. */
function pastBlock(lines: string[], from: number): number {
  let at = from;
  while (at < lines.length && lines[at]!.trim() !== '') at++;
  return at + 1;
}

function cueOf(line: string, said: string[], number: number, vtt: boolean): Cue | undefined {
  const parts = timing.exec(line.trim());
  if (!parts) throw new Problem('caption.bad-time', { line: number });
  const [from, to] = [secondsOf(parts.slice(1, 5)), secondsOf(parts.slice(5, 9))];
  if (from === undefined || to === undefined || to < from) throw new Problem('caption.bad-time', { line: number });
  const text = said
    .map((one) => clean(vtt ? one : one.replace(/\{\\[^{}]*\}/g, '')).trim())
    .filter((one) => one !== '')
    .join('\n');
  // Nothing is said, or for no time at all: subtitle editors leave such cues behind.
  if (text === '' || to === from) return undefined;
  return { from, to, settings: vtt ? settingsOf(parts[9] ?? '') : '', text };
}

function secondsOf([h = '0', m = '', s = '', ms = '']: (string | undefined)[]): number | undefined {
  const [minutes, seconds] = [Number(m), Number(s)];
  if (minutes > 59 || seconds > 59) return undefined;
  return Number(h) * 3600 + minutes * 60 + seconds + Number(ms.padEnd(3, '0')) / 1000;
}

/** Where the cue stands on the picture: `vertical:rl` is how Chinese titles have always stood. */
function settingsOf(rest: string): string {
  const known = rest.split(/\s+/).filter((one) => /^(?:vertical|line|position|size|align):[\w.,%-]{1,40}$/.test(one));
  return known.length > 0 ? ` ${known.join(' ')}` : '';
}

const tag = /^\/?(?:[biu]|ruby|rt|c(?:\.[\w-]+)*|v(?:\.[\w-]+)*(?: [^<>&]{1,100})?|lang(?: [\w-]{1,35})?)$/;
const moment = /^(?:\d{2,3}:)?\d{2}:\d{2}\.\d{3}$/;

/** Only the marks that WebVTT has; whatever else stands in angle brackets is dropped, and a bare sign is text. */
function clean(line: string): string {
  return line
    .split(/(<[^<>]*>)/)
    .map((part, at) => {
      if (at % 2 === 1) {
        const inner = part.slice(1, -1);
        return tag.test(inner) || moment.test(inner) ? part : '';
      }
      return part
        .replace(/&(?!(?:amp|lt|gt|lrm|rlm|nbsp);)/g, '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;');
    })
    .join('');
}

function stamp(seconds: number): string {
  const ms = Math.round(seconds * 1000);
  const part = (value: number, length = 2) => String(value).padStart(length, '0');
  return `${part(Math.floor(ms / 3_600_000))}:${part(Math.floor(ms / 60_000) % 60)}:${part(Math.floor(ms / 1000) % 60)}.${part(ms % 1000, 3)}`;
}
