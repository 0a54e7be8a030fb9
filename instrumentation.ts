/** Runs once when a portal process starts: checks the settings, opens the local outbox, starts the worker. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { start } = await import("./lib/worker/start");
  start();
}
