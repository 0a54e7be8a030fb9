import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { digest } from "@/lib/pades/algorithms";
import { der, objectId } from "@/lib/pades/asn1/der";
import { keySigner } from "@/lib/pades/certificates/key-signer";
import { signedData } from "@/lib/pades/cms/write";
import { type Signer, TimestampFailure } from "@/lib/pades/shapes";
import { readTimestampReply } from "@/lib/pades/timestamps/reply";
import { timestampRequest } from "@/lib/pades/timestamps/request";
import { timestampReply } from "@/lib/pades/timestamps/responder";
import { timestamperBy } from "@/lib/pades/timestamps/timestamper";
import { readToken } from "@/lib/pades/timestamps/token";
import { pemOf } from "@/lib/shared/pem";
import { hasOpenssl, openssl } from "@/tests/support/signing/openssl";
import { anAuthority, type TestAuthority } from "@/tests/support/signing/people";
import { asked, request } from "@/tests/support/signing/timestamps";

const now = () => new Date();
let authority: TestAuthority;
let tsa: Signer;
const pem = (certificate: Uint8Array) => pemOf(certificate, "CERTIFICATE");

beforeAll(async () => {
  authority = await anAuthority({ keyType: "RSA" });
  tsa = await authority.signer("Tijdstempeldienst", { purpose: "time-stamping" });
});

describe("who asks for time stamps", () => {
  it("asks with a nonce of its own each time, and gets a token over what was asked", async () => {
    const requests: string[] = [];
    const stamp = timestamperBy(
      async (bytes) => {
        requests.push(Buffer.from(bytes).toString("hex"));
        return timestampReply(bytes, tsa, now());
      },
      [authority.root.certificate],
      now,
    );
    for (const algorithm of ["SHA-256", "SHA-384", "SHA-512"] as const) {
      const imprint = digest(algorithm, Buffer.from("een stuk"));
      const { info } = readToken(await stamp(imprint, algorithm));
      expect(info).toMatchObject({ algorithm, imprint });
      expect(info.nonce).toHaveLength(8);
      expect(requests.at(-1)).toContain(info.nonce?.toString("hex"));
    }
    expect(new Set(requests).size).toBe(3);
  });

  it("does not take the answer to another question, nor hides that there was none", async () => {
    const anchors = [authority.root.certificate];
    const old = timestamperBy(() => timestampReply(request, tsa, now()), anchors, now);
    await expect(old(asked.imprint, "SHA-256")).rejects.toMatchObject({ fault: "other-nonce" });
    const silent = timestamperBy(() => Promise.reject(new TimestampFailure("unreachable")), anchors, now);
    await expect(silent(asked.imprint, "SHA-256")).rejects.toMatchObject({ fault: "unreachable" });
  });
});

describe("who gives time stamps", () => {
  const refused = async (bytes: Uint8Array) => {
    const reply = await timestampReply(bytes, tsa, now());
    expect(() => readTimestampReply(reply, asked, [], now())).toThrow("refused");
    return reply.subarray(-4).toString("hex");
  };

  it("says why it refuses what it does not do", async () => {
    expect(await refused(Buffer.from("<html>"))).toBe("03020204");
    expect(await refused(timestampRequest(asked.imprint.subarray(1), "SHA-256", asked.nonce))).toBe(
      "03020204",
    );
    const version2 = Buffer.from(request.toString("hex").replace("020101", "020102"), "hex");
    expect(await refused(version2)).toBe("03020520");
    const unknown = request.toString("hex").replace("0609608648016503040201", "0609608648016503040205");
    expect(await refused(Buffer.from(unknown, "hex"))).toBe("03020780");
    const policy = objectId("1.2.3.4");
    const [head, tail] = [request.subarray(2, -13), request.subarray(-13)];
    expect(await refused(der(0x30, head, policy, tail))).toBe("03000001");
  });

  it("leaves its certificates out when they are not asked for", async () => {
    // The last three bytes are the wish.
    const bare = der(0x30, request.subarray(2, -3));
    const reply = await timestampReply(bare, tsa, now());
    expect(reply.includes(Buffer.from(tsa.certificate))).toBe(false);
    expect((await timestampReply(request, tsa, now())).includes(Buffer.from(tsa.certificate))).toBe(true);
  });

  it("gives each a number of its own", async () => {
    const replies = await Promise.all([1, 2].map(() => timestampReply(request, tsa, now())));
    expect(replies[0]?.equals(replies[1] ?? Buffer.alloc(0))).toBe(false);
  });
});

describe.skipIf(!hasOpenssl)("openssl", () => {
  it("finds our time stamps right, and over nothing else", async () => {
    for (const keyType of ["RSA", "EC"] as const) {
      const signer = await authority.signer("Tijdstempeldienst", { purpose: "time-stamping", keyType });
      const files = {
        reply: await timestampReply(request, signer, now()),
        request,
        root: pem(authority.root.certificate),
        issuing: pem(authority.issuing.certificate),
        other: timestampRequest(digest("SHA-256", Buffer.from("iets anders")), "SHA-256", asked.nonce),
      };
      const check = (query: string) =>
        openssl(
          ["ts", "-verify", "-in", "reply", "-queryfile", query, "-CAfile", "root", "-untrusted", "issuing"],
          files,
        );
      expect(check("request")).toMatchObject({ ok: true, said: expect.stringContaining("Verification: OK") });
      expect(check("other").ok).toBe(false);
    }
  });

  it("asks as we do, and answers what we read", async () => {
    const { certificate, key } = await authority.issue("Van openssl", { purpose: "time-stamping" });
    const config = [
      "[tsa]\ndefault_tsa = a",
      "[a]\nserial = serial\ndefault_policy = 1.2.3.4.1\ndigests = sha256, sha512\nsigner_digest = sha256",
      "accuracy = secs:1\ness_cert_id_chain = no\n",
    ].join("\n");
    for (const ess of ["sha1", "sha256", "sha512"]) {
      const { ok, said, stdout } = openssl(
        [
          ...["ts", "-reply", "-config", "config", "-section", "a", "-queryfile", "request"],
          ...["-signer", "tsa", "-inkey", "key", "-chain", "chain"],
        ],
        {
          config: `${config}ess_cert_id_alg = ${ess}\n`,
          serial: "01\n",
          request,
          tsa: pem(certificate),
          key: key.export({ type: "pkcs8", format: "pem" }),
          chain: pem(authority.issuing.certificate),
        },
      );
      expect(ok, said).toBe(true);
      const granted = readTimestampReply(stdout, asked, [authority.root.certificate], now());
      expect(granted.certificates).toHaveLength(3);
    }
  });

  it("finds what we sign detached to be CAdES", async () => {
    const content = randomBytes(2000);
    for (const keyType of ["RSA", "EC"] as const) {
      const { certificate, key } = await authority.issue("Kantoor", { keyType });
      const signature = await signedData({
        signer: keySigner(key, certificate, [authority.issuing.certificate]),
        algorithm: "SHA-256",
        content: { digest: digest("SHA-256", content) },
        timestamp: timestamperBy(
          (bytes) => timestampReply(bytes, tsa, now()),
          [authority.root.certificate],
          now,
        ),
      });
      const verified = (data: Uint8Array) =>
        openssl(
          [
            ...["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "signature"],
            ...["-content", "content", "-CAfile", "root", "-purpose", "any", "-out", "out"],
          ],
          { signature, content: data, root: pem(authority.root.certificate) },
        );
      expect(verified(content)).toMatchObject({ ok: true, said: expect.stringContaining("successful") });
      expect(verified(randomBytes(2000)).ok).toBe(false);
    }
  });
});
