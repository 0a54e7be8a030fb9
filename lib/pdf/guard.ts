const MB = 1024 * 1024;

/** How long work on one document may take, and by how much the process may grow meanwhile. */
export type Guarded = { growthMb: number; milliseconds: number };

/**
 * Calls `trip` once when time is up or memory has grown too far. A thread's own limits leave out the buffers into
 * which streams are inflated, so the whole process is watched.
 */
export function guard(limits: Guarded, trip: () => void): () => void {
  const before = process.memoryUsage.rss();
  const clock = setTimeout(trip, limits.milliseconds);
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() - before > limits.growthMb * MB) trip();
  }, 20);
  return () => {
    clearTimeout(clock);
    clearInterval(watch);
  };
}
