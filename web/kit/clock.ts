/** `4:05`, `1:02:09` */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** Which of the stretches is under way; the last one begun, until it ends. */
export function segmentAt(segments: readonly { from: number; to?: number }[], seconds: number): number {
  let found = -1;
  segments.forEach((segment, at) => {
    if (segment.from <= seconds && (segment.to === undefined || seconds < segment.to)) found = at;
  });
  return found;
}

const stamp = (seconds: number): string => {
  const ms = Math.round(seconds * 1000);
  const part = (value: number, length = 2) => String(value).padStart(length, '0');
  return `${part(Math.floor(ms / 3_600_000))}:${part(Math.floor(ms / 60_000) % 60)}:${part(Math.floor(ms / 1000) % 60)}.${part(ms % 1000, 3)}`;
};

/** The record's stretches as captions for a player. */
export function webVtt(
  segments: readonly { from: number; to?: number; title: string; speaker?: string }[],
  end: number,
): string {
  const cues = segments.map(({ from, to, title, speaker }, at) => {
    const until = to ?? segments[at + 1]?.from ?? end;
    // An arrow would end the cue's own line of times; a blank line would end the cue.
    const text = title
      .replaceAll('-->', '→')
      .replace(/\n\s*\n/g, '\n')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;');
    return `${stamp(from)} --> ${stamp(Math.max(until, from + 0.2))}\n${speaker ? `<v ${speaker.replace(/[<>&\n]/g, '')}>` : ''}${text}`;
  });
  return `WEBVTT\n\n${cues.join('\n\n')}\n`;
}
