export interface Figures {
  performance: number;
  accessibility: number;
  practices: number;
  seo: number;
  fcp: number;
  lcp: number;
  tbt: number;
  cls: number;
  requests: number;
  scripts: number;
  fonts: number;
  all: number;
}
export function makeLighthouse(log?: (line: string) => void): Promise<(url: string) => Promise<object>>;
export function figuresOf(report: object): Figures;
