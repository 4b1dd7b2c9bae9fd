export interface Piece {
  text: string;
  kind: 'same' | 'gone' | 'new';
}

const limit = 1500;

function push(pieces: Piece[], kind: Piece['kind'], text: string): void {
  if (!text) return;
  const last = pieces.at(-1);
  if (last?.kind === kind) last.text += text;
  else pieces.push({ kind, text });
}

/** Character by character, as Chinese is read; texts too long for that are shown whole. */
export function textDiff(before: string, after: string): Piece[] {
  const one = [...before];
  const other = [...after];
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (
    end < one.length - start &&
    end < other.length - start &&
    one[one.length - 1 - end] === other[other.length - 1 - end]
  )
    end += 1;

  const pieces: Piece[] = [];
  push(pieces, 'same', one.slice(0, start).join(''));
  const left = one.slice(start, one.length - end);
  const right = other.slice(start, other.length - end);
  if (left.length > limit || right.length > limit) {
    push(pieces, 'gone', left.join(''));
    push(pieces, 'new', right.join(''));
  } else middle(left, right, pieces);
  push(pieces, 'same', one.slice(one.length - end).join(''));
  return pieces;
}

function middle(left: string[], right: string[], pieces: Piece[]): void {
  const width = right.length + 1;
  const lengths = new Uint16Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        left[i] === right[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      push(pieces, 'same', left[i]!);
      i += 1;
      j += 1;
    } else if (i < left.length && (j >= right.length || lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)) {
      push(pieces, 'gone', left[i]!);
      i += 1;
    } else {
      push(pieces, 'new', right[j]!);
      j += 1;
    }
  }
}
