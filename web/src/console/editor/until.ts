const most = 60;

/** Waits, a picture at a time, until something is so, or for a second. */
export async function until(so: () => boolean): Promise<void> {
  for (let turn = 0; turn < most && !so(); turn++) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
}
