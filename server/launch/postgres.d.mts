export interface Postgres {
  url: string;
  adminUrl: string;
  port: number;
  pid: number;
  exited: Promise<number | null>;
  stop(): Promise<void>;
}
export function startPostgres(options: {
  root: string;
  dataDir: string;
  durable?: boolean;
  settings?: Record<string, string>;
  port?: number;
  log?: (line: string) => void;
}): Promise<Postgres>;
