// What passed only when it was tried again. It is let through, and it is a fault all the same: each use is written down
// with what went wrong, so that the fault can be found and mended.
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const longest = 300;

/** What failed, in one line: the first words of the error, what was expected where it says so, and the place. */
export function lineOf(failure) {
  const lines = stripVTControlCharacters(failure)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const said = lines.filter((line) => !/^(at |\d+ \||[>|^])/.test(line));
  const compared = said.filter((line) => /^(Expected|Received)\b/.test(line));
  const place = lines.find(
    (line) => line.startsWith('at ') && !line.includes('node_modules') && !line.includes('node:'),
  );
  const where = /([\w.-]+:\d+):\d+\)?$/.exec(place ?? '')?.[1];
  const words = [said[0] ?? 'it said nothing', ...compared.slice(0, 2)].join('; ').slice(0, longest);
  return where ? `${words} (${where})` : words;
}

const seconds = (ms) => Math.round(ms / 100) / 10;

/** The uses of one file, from the results of its first try and its second, as jest writes them. */
export function usesOf(root, first, second) {
  const file = path.relative(root, first.name).replaceAll('\\', '/');
  const again = seconds(second.endTime - second.startTime);
  const failed = first.assertionResults.filter((one) => one.status === 'failed');
  if (failed.length === 0) {
    const took = seconds(first.endTime - first.startTime);
    return [{ file, test: 'the file as a whole', line: lineOf(first.message ?? ''), seconds: took, again }];
  }
  return failed.map((one) => ({
    file,
    test: one.fullName,
    line: lineOf(one.failureMessages?.[0] ?? ''),
    seconds: seconds(one.duration ?? 0),
    again,
  }));
}

/** The ledger as it is printed, in both languages since it may stop nobody and must be seen by everybody. */
export function ledger(uses) {
  if (uses.length === 0) return [];
  const one = ({ file, test, line, seconds: took, again }) => [
    `  ${file} › ${test}`,
    `    ${line}`,
    `    failed after ${took} s; the file passed on its second try in ${again} s`,
  ];
  return [
    `!!! SECOND TRIES, each a fault to be mended / 第二次才通过，每一条都要查明修好: ${uses.length}`,
    ...uses.flatMap(one),
  ];
}
