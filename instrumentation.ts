/** Runs once when a portal process starts: checks the settings, opens the local outbox, starts the worker. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { start } = await import("./lib/worker/start");
  try {
    start();
  } catch (error) {
    // Next would go on and answer every page with an error; whoever starts the portal must see that it did not.
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
