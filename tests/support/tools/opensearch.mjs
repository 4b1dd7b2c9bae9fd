// A real OpenSearch from its Maven artifact, on a JDK of 21 or newer, as an ordinary user, in a folder thrown away later.
import { spawn } from 'node:child_process';
import { chownSync, closeSync, cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../../../server/launch/free-port.mjs';
import { ends, guard, pause } from '../../../server/launch/processes.mjs';
import { MissingTool, NOBODY, findProgram, isRoot, runTool, toolsFolder } from './folder.mjs';

export const OPENSEARCH_VERSION = '3.6.0';

/** JDKs by what their `release` file says: `java` on the path is often an older one. */
function findJava() {
  const listed = (folder) => {
    try {
      return readdirSync(folder).map((name) => path.join(folder, name));
    } catch {
      return [];
    }
  };
  const onPath = findProgram('java');
  const homes = [
    process.env.OPENSEARCH_JAVA_HOME,
    process.env.JAVA_HOME,
    ...listed('/usr/lib/jvm'),
    ...listed('/opt/java'),
    ...listed('/Library/Java/JavaVirtualMachines').map((at) => path.join(at, 'Contents/Home')),
    onPath && path.dirname(path.dirname(onPath)),
  ];
  for (const home of homes) {
    if (!home || !existsSync(path.join(home, 'bin/java')) || !existsSync(path.join(home, 'release'))) continue;
    const version = /JAVA_VERSION="(\d+)/.exec(readFileSync(path.join(home, 'release'), 'utf8'))?.[1];
    if (Number(version) >= 21) return home;
  }
  return undefined;
}

/** @returns {Promise<{ home: string, java: string }>} */
export async function prepareOpenSearch(log = () => {}) {
  const java = findJava();
  if (!java) throw new MissingTool('a JDK of version 21 or newer (OPENSEARCH_JAVA_HOME, JAVA_HOME or /usr/lib/jvm)');
  const name = `opensearch-${OPENSEARCH_VERSION}`;
  const home = path.join(toolsFolder(), name);
  if (!existsSync(path.join(home, 'bin/opensearch'))) {
    const mvn = findProgram('mvn');
    if (!mvn) throw new MissingTool('Maven (mvn), which fetches OpenSearch');
    log(`fetching OpenSearch ${OPENSEARCH_VERSION} (162 MB)`);
    const half = mkdtempSync(path.join(toolsFolder(), '.opensearch-'));
    const artifact = `org.opensearch.distribution.integ-test-zip:opensearch:${OPENSEARCH_VERSION}:zip`;
    const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:unpack';
    await runTool(mvn, ['-q', '-B', goal, `-Dartifact=${artifact}`, `-DoutputDirectory=${half}`], {
      cwd: half,
      env: { ...process.env, JAVA_HOME: java },
    });
    rmSync(home, { recursive: true, force: true });
    renameSync(path.join(half, name), home);
    rmSync(half, { recursive: true, force: true });
    await runTool('chmod', ['-R', 'a+rX', home]);
    await runTool('chmod', ['a+x', path.join(home, 'bin/opensearch'), path.join(home, 'bin/opensearch-env')]);
  }
  return { home, java };
}

/**
 * `brief`: for minutes only, in which compiling what runs often costs more than it brings.
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startOpenSearch({ home, java }, { memory = '512m', brief = false } = {}) {
  const work = mkdtempSync(path.join(os.tmpdir(), 'linlang-opensearch-'));
  const folder = (name) => path.join(work, name);
  cpSync(path.join(home, 'config'), folder('config'), { recursive: true });
  for (const name of ['data', 'logs', 'tmp']) mkdirSync(folder(name));
  const [port, transport] = [await freePort(), await freePort()];
  writeFileSync(
    folder('config/opensearch.yml'),
    [
      'cluster.name: linlang-tests',
      'discovery.type: single-node',
      'network.host: 127.0.0.1',
      `http.port: ${port}`,
      `transport.port: ${transport}`,
      `path.data: ${folder('data')}`,
      `path.logs: ${folder('logs')}`,
      // A nearly full disk would make every index read-only and fail the tests for a reason that is not theirs.
      'cluster.routing.allocation.disk.threshold_enabled: false',
      '',
    ].join('\n'),
  );
  const options = readFileSync(folder('config/jvm.options'), 'utf8').split('\n');
  // The collector's log would go into the installation, which belongs to someone else.
  writeFileSync(folder('config/jvm.options'), options.filter((line) => !/Xlog:gc|gc\.log/.test(line)).join('\n'));
  const as = isRoot() ? NOBODY : {};
  if (as.uid) for (const at of [work, ...everythingIn(work)]) chownSync(at, as.uid, as.gid);

  const out = openSync(folder('logs/console.log'), 'a');
  const child = spawn(path.join(home, 'bin/opensearch'), [], {
    ...as,
    cwd: work,
    detached: true,
    stdio: ['ignore', out, out],
    env: {
      PATH: process.env.PATH,
      HOME: work,
      OPENSEARCH_JAVA_HOME: java,
      OPENSEARCH_PATH_CONF: folder('config'),
      OPENSEARCH_TMPDIR: folder('tmp'),
      OPENSEARCH_JAVA_OPTS: `-Xms${memory} -Xmx${memory}${brief ? ' -XX:TieredStopAtLevel=1 -XX:-UseG1GC -XX:+UseSerialGC' : ''}`,
    },
  });
  closeSync(out);
  let over = false;
  child.once('exit', () => (over = true));
  child.once('error', () => (over = true));
  const letGo = guard(child.pid, 'TERM');
  const stop = async () => {
    letGo();
    if (!over) {
      child.kill('SIGTERM');
      if (!(await ends(child.pid, 10_000))) child.kill('SIGKILL');
      await ends(child.pid, 5_000);
    }
    rmSync(work, { recursive: true, force: true });
  };

  const url = `http://127.0.0.1:${port}`;
  const until = Date.now() + 180_000;
  for (;;) {
    const answer = await fetch(`${url}/_cluster/health`).catch(() => undefined);
    if (answer?.ok) return { url, pid: child.pid, stop };
    if (over || Date.now() > until) {
      const tail = readFileSync(folder('logs/console.log'), 'utf8').slice(-2000);
      await stop();
      throw new Error(`OpenSearch did not start:\n${tail}`);
    }
    await pause(200);
  }
}

function everythingIn(folder) {
  return readdirSync(folder, { recursive: true }).map((name) => path.join(folder, name));
}
