import { Problem } from '../../contract/problems.js';
import type { Json } from '../../contract/values.js';
import { wholeText } from '../../contract/whole.text.js';

/** Names of codecs and extensions are short; a preview is a picture of twenty pixels. */
const longestText = 4000;
const longestList = 5000;

/**
 * What a file says of itself is a stranger's word: kept and shown it must be text without what no text holds, and
 * numbers that are numbers. What is neither is left out.
 */
export function soundFacts(given: Readonly<Record<string, unknown>>): Record<string, Json> {
  const facts: Record<string, Json> = {};
  for (const [key, value] of Object.entries(given)) {
    const kept = sound(value);
    if (kept !== undefined) facts[wholeText(key, 100)] = kept;
  }
  return facts;
}

function sound(value: unknown): Json | undefined {
  if (typeof value === 'string') return wholeText(value, longestText);
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'boolean' || value === null) return value;
  if (Array.isArray(value)) {
    const kept = value.slice(0, longestList).map(sound);
    // A place in a list means something: one that makes no sense takes the list with it.
    return kept.some((one) => one === undefined) ? undefined : (kept as Json[]);
  }
  return typeof value === 'object' ? soundFacts(value as Record<string, unknown>) : undefined;
}

/** The same for what is said of a file that is refused. */
export async function soundly<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem(error.code, soundFacts(error.params), error.fields, { cause: error.cause });
  }
}
