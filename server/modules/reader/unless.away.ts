import { Problem } from '../../contract/problems.js';

/** Searching may rest; what can be said without it is said. */
export async function unlessAway<T>(search: () => Promise<T>): Promise<T | null> {
  try {
    return await search();
  } catch (error) {
    if (error instanceof Problem && error.code === 'search.unavailable') return null;
    throw error;
  }
}
