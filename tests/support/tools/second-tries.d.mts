/** One use of a second try: what failed, how it failed, and how many seconds both tries took. */
export interface SecondTry {
  file: string;
  test: string;
  line: string;
  seconds: number;
  again: number;
}

interface FileResult {
  name: string;
  message?: string;
  startTime: number;
  endTime: number;
  assertionResults: { status: string; fullName: string; duration?: number | null; failureMessages?: string[] }[];
}

export function lineOf(failure: string): string;
export function usesOf(root: string, first: FileResult, second: FileResult): SecondTry[];
export function ledger(uses: SecondTry[]): string[];
