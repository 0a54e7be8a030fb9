import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { readCertificate } from "@/lib/pades/certificates/certificate";
import { isListOf } from "@/lib/pades/certificates/revocation";
import { makeRevocationList } from "@/lib/pades/certificates/revocation-list";
import { fetchRevocationList } from "@/lib/ports/revocation-lists";
import { anAuthority } from "@/tests/support/signing/people";

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://crl.example:${(server.address() as AddressInfo).port}/uitgever.crl`;
}
const here = { resolve: async () => [{ address: "127.0.0.1", family: 4 }], allows: () => true };

describe("a revocation list", () => {
  it("is fetched from where the certificate says", async () => {
    const url = await serving((_, response) => response.end("een lijst"));
    expect((await fetchRevocationList(url, here))?.toString()).toBe("een lijst");
  });

  it("is never fetched from inside a network, whatever its name leads to", async () => {
    let asked = 0;
    const url = await serving((_, response) => response.end(String(asked++)));
    expect(await fetchRevocationList(url, { resolve: here.resolve })).toBeNull();
    const mixed = async () => [
      { address: "93.184.216.34", family: 4 },
      { address: "10.0.0.1", family: 4 },
    ];
    expect(await fetchRevocationList(url, { resolve: mixed })).toBeNull();
    expect(await fetchRevocationList(url.replace("crl.example", "127.0.0.1"))).toBeNull();
    expect(asked).toBe(0);
  });

  it.each([
    [
      "a redirect",
      ((_, response) => response.writeHead(302, { location: "/elders" }).end()) as RequestListener,
    ],
    ["another status", ((_, response) => response.writeHead(404).end("nee")) as RequestListener],
    ["more than is allowed", ((_, response) => response.end(Buffer.alloc(2000))) as RequestListener],
    ["nothing in time", (() => {}) as RequestListener],
  ])("is none when what comes is %s", async (_what, listener) => {
    const url = await serving(listener);
    expect(await fetchRevocationList(url, { ...here, maxBytes: 1000, timeoutMs: 300 })).toBeNull();
  });

  it.each(["ldap://crl.example/cn=x", "https://crl.example/x", "http://u:p@crl.example/x", "geen adres"])(
    "is not asked for at %s",
    async (place) => {
      expect(await fetchRevocationList(place, here)).toBeNull();
    },
  );
});

describe("what a certificate says of revocation lists", () => {
  const day = 86_400_000;
  const at = new Date();
  const span = { number: 1, from: new Date(at.getTime() - day), to: new Date(at.getTime() + day) };

  it("is read from it", async () => {
    const { issue, root } = await anAuthority();
    const { certificate } = await issue("Iemand", { crlUrl: "http://crl.example/uitgever.crl" });
    expect(readCertificate(certificate).listedAt).toEqual(["http://crl.example/uitgever.crl"]);
    expect(readCertificate(root.certificate).listedAt).toEqual([]);
  });

  it("is told by its issuer's own list of today, and by no other", async () => {
    const { root, issuing } = await anAuthority();
    const list = makeRevocationList(issuing, span);
    const issuer = readCertificate(issuing.certificate);
    expect(isListOf(issuer, list, at)).toBe(true);
    expect(isListOf(readCertificate(root.certificate), list, at)).toBe(false);
    expect(isListOf(issuer, makeRevocationList(root, span), at)).toBe(false);
    expect(isListOf(issuer, list, new Date(at.getTime() + 2 * day))).toBe(false);
    const changed = Buffer.from(list);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    expect(isListOf(issuer, changed, at)).toBe(false);
    expect(isListOf(issuer, Buffer.from("geen lijst"), at)).toBe(false);
  });
});
