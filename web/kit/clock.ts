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
