export class Platform {
  constructor(options: {
    root: string;
    dataDir: string;
    logs: string;
    env: NodeJS.ProcessEnv;
    say: (line: string) => void;
    wire?: number;
    pace?: number;
  });
  keep(name: string, script: string): Promise<{ url?: string }>;
  stop(): Promise<void>;
}
