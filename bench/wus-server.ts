import { digipoortServer } from "@/tests/support/digipoort-server";

/** The stand-in for Digipoort, for bench/wus.mjs: answers where it is and whom it believes. */
process.on("message", async () => {
  const { deliverUrl, statusUrl, certificates, deliveries } = await digipoortServer();
  // It keeps what it got, for tests to look at.
  setInterval(() => deliveries.splice(0), 1000).unref();
  const { client, authority, server } = certificates;
  process.send?.({
    server: { deliverUrl, statusUrl, certificates: { client, authority: authority, server } },
  });
});
process.once("disconnect", () => process.exit());
