// All that the tests need from outside themselves, brought up at the same time and taken down at the end.
import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startPostgres } from '../../../server/launch/postgres.mjs';
import { prepareChromium } from './chromium.mjs';
import { MissingTool, endTools } from './folder.mjs';
import { prepareOpenSearch, startOpenSearch } from './opensearch.mjs';
import { prepareS3, startS3 } from './s3-server.mjs';

const needs = {
  database: ['contracts', 'integration', 'launch', 'e2e', 'bench', 'proof'],
  search: ['contracts', 'integration', 'e2e', 'bench', 'proof'],
  storage: ['contracts', 'integration', 'e2e', 'bench'],
  browser: ['launch', 'e2e', 'bench', 'proof'],
};

export class Services {
  /** What the tests are told, and what was missing. */
  env = {};
  missing = [];
  #stops = [];
  #over = false;

  constructor({ root, ci, log }) {
    this.root = root;
    this.ci = ci;
    this.log = log;
  }

  /** What is already named by the environment is used as it is. */
  async start(projects) {
    const wanted = (what, variable) => needs[what].some((name) => projects.includes(name)) && !process.env[variable];
    await Promise.all([
      wanted('database', 'TEST_DATABASE_ADMIN_URL') && this.#database(),
      wanted('search', 'TEST_OPENSEARCH_URL') &&
        this.#orMissing('the suites on OpenSearch', () => this.#search(projects)),
      wanted('storage', 'TEST_S3_ENDPOINT') && this.#orMissing('the suites on S3', () => this.#storage()),
      wanted('browser', 'CHROMIUM_PATH') && this.#browser(),
    ]);
  }

  async #orMissing(what, start) {
    try {
      await start();
    } catch (error) {
      if (!(error instanceof MissingTool) || this.ci) throw error;
      this.missing.push(`${what}, because this machine lacks ${error.message}`);
    }
  }

  async #keep(name, began, service) {
    if (this.#over) {
      await service.stop();
      return;
    }
    this.#stops.push(service.stop);
    this.log(`${name} is ready after ${((Date.now() - began) / 1000).toFixed(1)} s`);
  }

  async #database() {
    const began = Date.now();
    const folder = mkdtempSync(path.join(os.tmpdir(), 'linlang-tests-pg-'));
    chmodSync(folder, 0o711);
    this.#stops.push(() => rmSync(folder, { recursive: true, force: true }));
    const server = await startPostgres({ root: this.root, dataDir: folder, durable: false, log: () => {} });
    this.env.TEST_DATABASE_ADMIN_URL = server.adminUrl;
    await this.#keep('PostgreSQL', began, server);
  }

  async #search(projects) {
    const tools = await prepareOpenSearch(this.log);
    const began = Date.now();
    const server = await startOpenSearch(tools, { brief: !projects.some((name) => ['bench', 'proof'].includes(name)) });
    this.env.TEST_OPENSEARCH_URL = server.url;
    await this.#keep('OpenSearch', began, server);
  }

  async #storage() {
    const program = await prepareS3(this.log);
    const began = Date.now();
    const server = await startS3(program);
    Object.assign(this.env, server.env);
    await this.#keep('the S3 server', began, server);
  }

  async #browser() {
    Object.assign(this.env, await prepareChromium(this.log));
  }

  /** In the opposite order, so that a folder goes after the server that wrote into it. */
  async stop() {
    this.#over = true;
    endTools();
    for (const stop of this.#stops.splice(0).reverse()) await stop();
  }
}
