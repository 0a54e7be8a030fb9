import { X509Certificate } from "node:crypto";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { digest } from "@/lib/pades/algorithms";
import { timestampRequest } from "@/lib/pades/timestamps/request";
import { timestampReply } from "@/lib/pades/timestamps/responder";
import { demoAuthority } from "@/lib/ports/demo-authority";
import { aCertificate, strangers } from "./people";

/**
 * How a service for time stamps can be: up, away, giving a time stamp over something else, or one of 20 kB, with
 * certificates that nobody asked for.
 */
export type StampMood = "up" | "away" | "lies" | "talks";

/**
 * A service for time stamps on this machine, whose certificate for them is of the demo's authority. The one for the line
 * nobody trusts, so whoever calls it has to be told not to look at that.
 */
export async function stampServer() {
  let mood: StampMood = "up";
  let asked = 0;
  const line = await aCertificate("127.0.0.1");
  const key = line.key.export({ type: "pkcs8", format: "pem" });
  const cert = new X509Certificate(line.certificate).toString();
  const comeAlong = await strangers(20_000);
  const server = createServer({ key, cert }, async (request, response) => {
    asked++;
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    if (mood === "away") {
      response.writeHead(503).end();
      return;
    }
    const { timestamps } = await demoAuthority();
    const other = timestampRequest(
      digest("SHA-256", Buffer.from("iets anders")),
      "SHA-256",
      Buffer.alloc(8, 7),
    );
    const reply = await timestampReply(
      mood === "lies" ? other : Buffer.concat(pieces),
      mood === "talks" ? { ...timestamps, chain: [...timestamps.chain, ...comeAlong] } : timestamps,
      new Date(),
    );
    response.writeHead(200, { "content-type": "application/timestamp-reply" }).end(reply);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    is: (next: StampMood) => {
      mood = next;
    },
    asked: () => asked,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
