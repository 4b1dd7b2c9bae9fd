export const alone: readonly string[];
export function patternOf(file: string): string;
