import { closePool } from "@/db/connection";
import { log } from "@/lib/ports/log";
import { startWorkerAlone } from "@/lib/worker/start";

/** How long what was begun may take after a signal; the lease of what takes longer runs out, and another takes it. */
const patience = 25_000;

// When the database goes away, its driver may still write to the connection that is gone, where nobody can catch it.
// The queries of that connection have failed by then, and are tried again; anything else ends the process.
process.on("uncaughtException", (error) => {
  if (!/node_modules\/postgres\//.test(error.stack ?? "")) {
    console.error(error);
    process.exit(1);
  }
  log().warn({ err: error }, "a connection to the database broke");
});

// npm run worker: sends and does what the portal's processes write down, as a process of its own.
try {
  const worker = startWorkerAlone();
  console.log(`The worker runs (process ${process.pid}). SIGTERM or Ctrl-C stops it.`);
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      console.error("The worker stopped in the middle of a job; another one takes it over.");
      process.exit(1);
    }, patience).unref();
    await worker.stop();
    await closePool();
    console.log("The worker stopped.");
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
