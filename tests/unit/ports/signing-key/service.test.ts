import { randomBytes, verify, X509Certificate } from "node:crypto";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Identity } from "@/lib/pades/certificates/authority";
import { signerFromService } from "@/lib/ports/signing-key/service";
import { type KeyServiceServer, keyService } from "@/tests/support/signing/key-service";
import { anAuthority, type TestAuthority } from "@/tests/support/signing/people";

const document = randomBytes(1000);
let authority: TestAuthority;
let firm: Identity;
let other: Identity;
let server: KeyServiceServer;

beforeAll(async () => {
  authority = await anAuthority();
  firm = await authority.issue("Kantoor", { keyType: "RSA" });
  other = await authority.issue("Een ander", { keyType: "RSA" });
});
beforeEach(async () => {
  server = await keyService(firm, [authority.issuing.certificate]);
});
afterEach(() => server.close());

function ask(changes: { token?: string; pin?: string; credential?: string } = {}) {
  const { token, pin, credential } = { ...server, ...changes };
  const base = `${server.url}/csc/v1/`;
  return signerFromService({ base, token: async () => token, credential, pin, timeoutMs: 500 }, new Date());
}

async function signer() {
  const answer = await ask();
  if (!answer.ok) throw new Error(answer.reason);
  return answer.signer;
}

describe("a key that lies with a service", () => {
  it("signs by the hash alone, and the document stays here", async () => {
    const answer = await ask();
    expect(answer).toMatchObject({ ok: true, facts: { name: "Kantoor", keyType: "RSA" } });
    const { certificate, chain, sign } = await signer();
    expect(chain).toEqual([authority.issuing.certificate]);
    const { publicKey } = new X509Certificate(certificate);
    for (const algorithm of ["SHA-256", "SHA-384", "SHA-512"] as const) {
      const signature = await sign(document, algorithm);
      expect(verify(algorithm.replace("-", ""), document, publicKey, signature)).toBe(true);
    }
    expect(JSON.stringify(server.asked)).not.toContain(document.toString("base64").slice(0, 40));
  });

  it.each(["der", "numbers"] as const)("may sign by ECDSA, sent as %s", async (ecdsa) => {
    await server.close();
    server = await keyService(await authority.issue("Kantoor", { keyType: "EC" }), []);
    server.settings.ecdsa = ecdsa;
    const { certificate, keyType, sign } = await signer();
    expect(keyType).toBe("EC");
    // Numbers that begin with a zero, or with a bit that is a sign in DER, come by in so many.
    for (let round = 0; round < 20; round++) {
      const signature = await sign(document, "SHA-256");
      expect(verify("sha256", document, new X509Certificate(certificate).publicKey, signature)).toBe(true);
    }
  });

  it.each(["implicit", "explicit", "oauth2code"] as const)("is opened in the way %s", async (authMode) => {
    server.settings.authMode = authMode;
    await (await signer()).sign(document, "SHA-256");
    const paths = server.asked.map(({ path }) => path.replace("/csc/v1/", ""));
    const opened = authMode === "oauth2code" ? [] : ["credentials/authorize"];
    expect(paths).toEqual(["credentials/info", ...opened, "signatures/signHash"]);
  });

  it("is no use when the service has put it away, or its certificate is not for this", async () => {
    server.settings.keyStatus = "disabled";
    expect(await ask()).toEqual({ ok: false, reason: "no-key" });
    server.settings.keyStatus = "enabled";
    const { certificate } = await authority.issue("Stempel", { purpose: "time-stamping" });
    server.settings.certificates = [certificate.toString("base64")];
    expect(await ask()).toEqual({ ok: false, reason: "not-for-signing" });
    server.settings.certificates = [randomBytes(100).toString("base64")];
    expect(await ask()).toEqual({ ok: false, reason: "unreadable" });
  });
});

describe("a service that fails", () => {
  const failing = (work: Promise<unknown>) =>
    work.then(
      () => "signed",
      (error) => error.fault ?? error,
    );

  it.each([
    ["server error", "unreachable"],
    ["too many", "unreachable"],
    ["hang", "unreachable"],
    ["drop", "unreachable"],
    ["cut", "unreachable"],
    ["garbage", "unreadable"],
  ] as const)("%s: is %s, at the start and at signing", async (failure, fault) => {
    const { sign } = await signer();
    server.failWith(failure);
    expect(await failing(sign(document, "SHA-256"))).toBe(fault);
    expect(await failing(ask())).toBe(fault);
  });

  it("is unreachable when nobody is there", async () => {
    const { sign } = await signer();
    await server.close();
    expect(await failing(sign(document, "SHA-256"))).toBe("unreachable");
  });

  it("has a token that is over asked for anew, and keeps it out of what it says", async () => {
    const { sign } = await signer();
    server.settings.tokenExpired = true;
    expect(await failing(sign(document, "SHA-256"))).toBe("token-expired");
    const error = await ask({ token: "een-verlopen-token" }).catch((thrown) => thrown);
    expect(error.message).toBe("token-expired: 401 invalid_token");
  });

  it("refuses another PIN and another credential", async () => {
    const answer = await ask({ pin: "87654321" });
    expect(answer.ok && (await failing(answer.signer.sign(document, "SHA-256")))).toBe("refused");
    expect(await failing(ask({ credential: "onbekend" }))).toBe("refused");
  });

  it("signs with another key, and is not believed", async () => {
    const { sign } = await signer();
    server.settings.key = other.key;
    expect(await failing(sign(document, "SHA-256"))).toBe("not-its-signature");
    await server.close();
    server = await keyService(await authority.issue("Kantoor", { keyType: "EC" }), []);
    const second = await signer();
    server.settings.key = (await authority.issue("Een ander", { keyType: "EC" })).key;
    for (const ecdsa of ["der", "numbers"] as const) {
      server.settings.ecdsa = ecdsa;
      expect(await failing(second.sign(document, "SHA-256"))).toBe("not-its-signature");
    }
  });
});
