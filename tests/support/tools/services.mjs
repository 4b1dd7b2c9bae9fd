// The services by themselves, for trials by hand: node tests/support/tools/services.mjs [opensearch] [s3]. Prints env lines.
import { prepareOpenSearch, startOpenSearch } from './opensearch.mjs';
import { prepareS3, startS3 } from './s3-server.mjs';

const wanted = process.argv.slice(2);
const started = [];
const has = (name) => wanted.length === 0 || wanted.includes(name);
if (has('opensearch')) {
  const search = await startOpenSearch(await prepareOpenSearch(console.error));
  started.push(search);
  console.log(`TEST_OPENSEARCH_URL=${search.url}`);
}
if (has('s3')) {
  const s3 = await startS3(await prepareS3(console.error));
  started.push(s3);
  for (const [name, value] of Object.entries(s3.env)) console.log(`${name}=${value}`);
}
const alive = setInterval(() => {}, 60_000);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, async () => {
    await Promise.all(started.map((service) => service.stop()));
    clearInterval(alive);
  });
}
