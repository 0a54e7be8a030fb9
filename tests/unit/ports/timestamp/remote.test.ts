import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Signer } from "@/lib/pades/shapes";
import { timestampReply } from "@/lib/pades/timestamps/responder";
import { timestamperBy } from "@/lib/pades/timestamps/timestamper";
import { remoteTimestampService } from "@/lib/ports/timestamp/remote";
import { anAuthority, type TestAuthority } from "@/tests/support/signing/people";
import { asked, request } from "@/tests/support/signing/timestamps";

let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse, body: Buffer) => unknown;
let seen: { headers: IncomingMessage["headers"]; path: string; body: Buffer }[];
let authority: TestAuthority;
let tsa: Signer;
const granted = async (_: IncomingMessage, response: ServerResponse, body: Buffer) => {
  response.setHeader("content-type", "application/timestamp-reply");
  response.end(await timestampReply(body, tsa, new Date()));
};

beforeAll(async () => {
  authority = await anAuthority();
  tsa = await authority.signer("Tijdstempeldienst", { purpose: "time-stamping" });
});
beforeEach(async () => {
  [answer, seen] = [granted, []];
  server = createServer(async (incoming, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    seen.push({ headers: incoming.headers, path: incoming.url ?? "", body });
    answer(incoming, response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

function service(credentials = "", timeoutMs = 2000) {
  const { port } = server.address() as AddressInfo;
  return remoteTimestampService({
    url: `http://${credentials}127.0.0.1:${port}/tsa?a=1`,
    roots: "",
    timeoutMs,
  });
}

const faultOf = (timeoutMs?: number) =>
  service("", timeoutMs)
    .ask(request)
    .then(
      () => "answered",
      (error) => error.fault ?? error,
    );

describe("a service for time stamps on the network", () => {
  it("is asked as the standard says, and believed when it is right", async () => {
    const stamp = timestamperBy(service().ask, [authority.root.certificate], () => new Date());
    expect((await stamp(asked.imprint, "SHA-256")).length).toBeGreaterThan(500);
    expect(seen).toMatchObject([
      { path: "/tsa?a=1", headers: { "content-type": "application/timestamp-query" } },
    ]);
    expect(seen[0]?.headers.authorization).toBeUndefined();
  });

  it("gets the name and the password that stand in its address", async () => {
    await service("jan%40kantoor:ge%3Aheim@").ask(request);
    expect(seen[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from("jan@kantoor:ge:heim").toString("base64")}`,
    );
    expect(seen[0]?.body.equals(request)).toBe(true);
  });

  it.each(["application/octet-stream", "application/timestamp-reply; charset=binary", ""])(
    "may call its answer %j",
    async (type) => {
      answer = (_, response) => {
        if (type) response.setHeader("content-type", type);
        response.end("antwoord");
      };
      expect(await faultOf()).toBe("answered");
    },
  );

  it.each([
    [500, "unreachable"],
    [503, "unreachable"],
    [429, "unreachable"],
    [302, "refused"],
    [401, "refused"],
    [404, "refused"],
    [204, "refused"],
  ])("with status %i is %s", async (status, fault) => {
    answer = (_, response) => response.writeHead(status, { location: "http://127.0.0.1:1/" }).end();
    expect(await faultOf()).toBe(fault);
    expect(seen).toHaveLength(1);
  });

  it("is not read when it answers with a page", async () => {
    answer = (_, response) => response.setHeader("content-type", "text/html").end("<html>Welkom");
    expect(await faultOf()).toBe("unreadable");
  });

  it("is given up when it does not come to an end", async () => {
    answer = () => undefined;
    expect(await faultOf(200)).toBe("unreachable");
    answer = (_, response) => void response.write("begin");
    expect(await faultOf(200)).toBe("unreachable");
    answer = (_, response) => {
      response.write(Buffer.alloc(64 * 1024));
      response.end("x");
    };
    expect(await faultOf()).toBe("unreadable");
    answer = (_, response) => {
      response.writeHead(200, { "content-length": 100 }).write("half");
      setTimeout(() => response.destroy(), 50);
    };
    expect(await faultOf()).toBe("unreachable");
  });

  it("is unreachable when nobody is there", async () => {
    const { ask } = service();
    await new Promise((resolve) => server.close(resolve));
    await expect(ask(request)).rejects.toMatchObject({ fault: "unreachable" });
  });
});
