import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { digest } from "@/lib/pades/algorithms";
import { timestampRequest } from "@/lib/pades/timestamps/request";
import { timestampReply } from "@/lib/pades/timestamps/responder";
import { demoAuthority } from "@/lib/ports/demo-authority";

/** How a service for time stamps can be: up, away, or giving a time stamp over something else. */
export type StampMood = "up" | "away" | "lies";

/** A service for time stamps on this machine, whose certificate is of the demo's authority. */
export async function stampServer() {
  let mood: StampMood = "up";
  let asked = 0;
  const server = createServer(async (request, response) => {
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
      timestamps,
      new Date(),
    );
    response.writeHead(200, { "content-type": "application/timestamp-reply" }).end(reply);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    is: (next: StampMood) => {
      mood = next;
    },
    asked: () => asked,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
