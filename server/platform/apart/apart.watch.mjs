// A thread beside the one that works in a child. It sees what that one cannot when it is kept busy: that the process has
// grown beyond what it may, and that whoever started it is no more.
import { workerData } from 'node:worker_threads';
import { ownBytes } from './own-bytes.mjs';

const mostBytes = workerData.memoryMb * 1024 * 1024;
const parent = process.ppid;

setInterval(() => {
  if (ownBytes() > mostBytes || process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, 25);
