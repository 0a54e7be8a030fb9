import { randomUUID } from "node:crypto";
import { request } from "node:https";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OPERATIONS } from "@/lib/ports/filing-channel/names";
import { viaWus } from "@/lib/ports/filing-channel/wus";
import { aDelivery, configFor } from "@/tests/support/digipoort/client";
import { script } from "@/tests/support/digipoort/processes";
import { type DigipoortServer, digipoortServer } from "@/tests/support/digipoort-server";

const pace = 10_000;
const start = new Date();
let passed = 0;
let server: DigipoortServer;
beforeAll(async () => {
  // A clock that runs ahead of the client's, but never past the life of a request.
  server = await digipoortServer({ pace, now: () => new Date(start.getTime() + passed) });
});
afterAll(() => server.close());

const client = () => viaWus(configFor(server, { timeoutMs: 20_000, clockSkewSeconds: 3600 }));

function prepared() {
  const result = client().prepareDelivery(aDelivery(), { id: randomUUID(), at: start });
  if (!result.ok) throw new Error(result.reason);
  return result.prepared;
}

type Sent = { method?: string; path?: string; headers?: Record<string, string>; certificate?: false };

/** Whatever one likes, over the connection that the stand-in asks for. */
function send({
  method = "POST",
  path,
  headers = {},
  certificate,
}: Sent): Promise<{ status: number; body: string }> {
  const { authority, client: own } = server.certificates;
  const { port, pathname } = new URL(server.deliverUrl);
  return new Promise((resolve, reject) => {
    const sending = request(
      {
        host: "localhost",
        port,
        method,
        path: path ?? pathname,
        ca: authority,
        ...(certificate === false ? {} : { key: own.key, cert: own.certificate }),
        headers: { "content-type": "text/xml", soapaction: `"${OPERATIONS.deliver.action}"`, ...headers },
        agent: false,
      },
      async (response) => {
        const pieces: Buffer[] = [];
        for await (const piece of response) pieces.push(piece as Buffer);
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(pieces).toString() });
      },
    );
    sending.on("error", reject);
    sending.end(prepared().xml);
  });
}

describe("the stand-in, as a server", () => {
  it("answers who comes with a certificate, and nobody else", async () => {
    expect(await send({})).toMatchObject({ status: 200 });
    await expect(send({ certificate: false })).rejects.toThrow();
  });

  it.each([
    ["without a SOAPAction", { headers: { soapaction: '""' } }],
    ["with that of another service", { headers: { soapaction: `"${OPERATIONS.statuses.action}"` } }],
    ["with another type", { headers: { "content-type": "application/json" } }],
  ])("refuses a request %s", async (_, sent) => {
    const kept = server.deliveries.length;
    const answer = await send(sent);
    expect(answer.status).toBe(500);
    expect(answer.body).toContain("<fault:foutcode>ALS100</fault:foutcode>");
    expect(server.deliveries).toHaveLength(kept);
  });

  it.each([{ path: "/" }, { method: "PUT" }])("is not found at %j", async (sent) => {
    expect(await send(sent)).toMatchObject({ status: 404 });
  });

  it("lets a delivery go on as time passes", async () => {
    passed = 0;
    const answer = await client().deliver(prepared());
    if (answer.outcome !== "accepted") throw new Error(JSON.stringify(answer));
    const codes = async () => {
      const told = await client().statuses({ processReference: answer.processReference });
      if (told.outcome !== "statuses") throw new Error(JSON.stringify(told));
      return told.statuses.map(({ code }) => code);
    };
    expect(await codes()).toEqual(["105"]);
    passed = 2 * pace;
    expect(await codes()).toEqual(["105", "100", "110"]);
    passed = 8 * pace;
    expect((await codes()).at(-1)).toBe("500");
    server.play(script("105", "100", "210"), answer.processReference);
    expect(await codes()).toEqual(["105", "100", "210"]);
  });

  it("keeps a delivery that was sent twice twice, so that it can be counted", async () => {
    passed = 0;
    const kept = server.deliveries.length;
    const one = prepared();
    expect(await client().deliver(one)).toMatchObject({ outcome: "accepted" });
    expect(await client().deliver(one)).toMatchObject({ outcome: "accepted" });
    expect(server.deliveries.slice(kept).map(({ messageId }) => messageId)).toEqual([
      one.messageId,
      one.messageId,
    ]);
  });
});
