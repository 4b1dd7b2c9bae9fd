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
