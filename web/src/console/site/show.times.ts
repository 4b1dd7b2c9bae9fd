/** A moment as a box for date and time has it, on the clock of whoever looks at it. */
export function localTime(moment: string | undefined): string {
  if (!moment) return '';
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return '';
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** And back, as the same moment everywhere; nothing for an empty box. */
export function zonedTime(typed: string): string | undefined {
  const date = new Date(typed);
  return typed === '' || Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
