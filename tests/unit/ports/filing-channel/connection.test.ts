import { randomUUID } from "node:crypto";
import { createServer as createTls } from "node:https";
import { type AddressInfo, createServer as createTcp, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { WusConfig } from "@/lib/ports/filing-channel/config";
import { viaWus } from "@/lib/ports/filing-channel/wus";
import { makeAuthority, makeCertificates } from "@/tests/support/digipoort/certificates";
import { aDelivery, configFor } from "@/tests/support/digipoort/client";
import { type DigipoortServer, digipoortServer } from "@/tests/support/digipoort-server";

let server: DigipoortServer;
const others: Server[] = [];
beforeAll(async () => {
  server = await digipoortServer();
});
afterEach(() => {
  for (const other of others.splice(0)) other.close();
});
afterAll(() => server.close());

function deliver(other: Partial<WusConfig>) {
  const channel = viaWus(configFor(server, other));
  const result = channel.prepareDelivery(aDelivery(), { id: randomUUID(), at: new Date() });
  if (!result.ok) throw new Error(result.reason);
  return channel.deliver(result.prepared);
}

async function listening(other: Server): Promise<string> {
  others.push(other);
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  return `https://localhost:${(other.address() as AddressInfo).port}/`;
}

describe("nothing was sent", () => {
  it("when nobody listens", async () => {
    const deliverUrl = await listening(createTcp());
    await new Promise((resolve) => others.pop()?.close(resolve));
    const answer = await deliver({ deliverUrl });
    expect(answer).toEqual({ outcome: "not-sent", reason: "no-connection", detail: "ECONNREFUSED" });
  });

  it("when the name is not known", async () => {
    const answer = await deliver({ deliverUrl: "https://digipoort.invalid/" });
    expect(answer).toMatchObject({ outcome: "not-sent", reason: "address-unknown" });
  });

  it("when the other side does not speak TLS", async () => {
    const deliverUrl = await listening(createTcp((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")));
    expect(await deliver({ deliverUrl })).toMatchObject({ outcome: "not-sent", reason: "tls-failed" });
  });

  it("when the other side hangs up before TLS", async () => {
    const deliverUrl = await listening(createTcp((socket) => socket.destroy()));
    expect(await deliver({ deliverUrl })).toMatchObject({ outcome: "not-sent", reason: "tls-failed" });
  });

  it("when the other side says nothing", async () => {
    const deliverUrl = await listening(createTcp(() => {}));
    const since = Date.now();
    const answer = await deliver({ deliverUrl, connectTimeoutMs: 200 });
    expect(answer).toEqual({ outcome: "not-sent", reason: "connect-timeout" });
    expect(Date.now() - since).toBeLessThan(2000);
  });

  const reached: string[] = [];
  const impostor = (certificates: { key: string; certificate: string }) =>
    createTls({ key: certificates.key, cert: certificates.certificate }, (request, response) => {
      reached.push(request.url ?? "");
      response.end();
    });
  it("when somebody else's certificate is shown", async () => {
    const stranger = makeAuthority("Stranger").issue({ commonName: "localhost", names: ["localhost"] });
    const deliverUrl = await listening(impostor(stranger));
    expect(await deliver({ deliverUrl })).toMatchObject({ outcome: "not-sent", reason: "tls-failed" });
    expect(reached).toEqual([]);
  });

  it("when the certificate is for another host, of the same authority", async () => {
    const { authority, client, server: own } = server.certificates;
    const deliverUrl = (await listening(impostor(client))).replace("localhost", "127.0.0.1");
    const answer = await deliver({ deliverUrl, serverCa: authority });
    expect(answer).toMatchObject({ outcome: "not-sent", reason: "tls-failed" });
    expect(own).not.toEqual(client);
    expect(reached).toEqual([]);
  });

  it("when no authority of our own was set and the server's is in no list", async () => {
    const { serverCa: _, ...config } = configFor(server);
    const channel = viaWus(config);
    const answer = await channel.statuses({ processReference: "k" });
    expect(answer).toMatchObject({ outcome: "not-sent", reason: "tls-failed" });
  });

  it("when the request has expired before it could be sent", async () => {
    const channel = viaWus(configFor(server));
    const at = new Date(Date.now() - 301_000);
    const result = channel.prepareDelivery(aDelivery(), { id: randomUUID(), at });
    if (!result.ok) throw new Error(result.reason);
    const before = server.asked.length;
    expect(await channel.deliver(result.prepared)).toEqual({ outcome: "not-sent", reason: "expired" });
    expect(server.asked).toHaveLength(before);
  });
});

describe("our certificate", () => {
  it.each(["TLSv1.2", "TLSv1.3"] as const)(
    "nothing was sent when the server refuses it (%s)",
    async (version) => {
      const { authority, server: own } = server.certificates;
      const strict = createTls({
        key: own.key,
        cert: own.certificate,
        ca: authority,
        requestCert: true,
        rejectUnauthorized: true,
        minVersion: version,
        maxVersion: version,
      });
      const reached: unknown[] = [];
      strict.on("request", (request) => reached.push(request.url));
      strict.on("tlsClientError", () => {});
      const deliverUrl = await listening(strict);
      const stranger = makeCertificates().client;
      const answer = await deliver({ deliverUrl, clientCertificate: stranger });
      expect(["not-sent", "unknown"]).toContain(answer.outcome);
      expect(reached).toEqual([]);
    },
  );

  it("is not followed to where a redirect points", async () => {
    const { authority, server: own } = server.certificates;
    const elsewhere = createTls(
      { key: own.key, cert: own.certificate, ca: authority, requestCert: true },
      (_, response) => {
        response.writeHead(307, { location: server.deliverUrl });
        response.end();
      },
    );
    const deliverUrl = await listening(elsewhere);
    const before = server.asked.length;
    expect(await deliver({ deliverUrl })).toEqual({
      outcome: "unknown",
      reason: "http-status",
      detail: "307",
    });
    expect(server.asked).toHaveLength(before);
  });
});
