import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aCertificate, KEYS } from "@/tests/support/pades/certificates";
import { aSignedPaper, CLIENT, FIRM, ROOT, signatureOf } from "@/tests/support/pades/people";
import { aSignature, inBer, type Odd } from "@/tests/support/pades/signatures";
import { aPaper, gapOf, signed } from "@/tests/support/pades/signed-pdf";

const has = (program: string) => spawnSync(program, ["-v"]).error === undefined;
const P256 = aCertificate({ name: "P-256", issuer: ROOT, key: KEYS.p256 });

const odds: [string, Odd, typeof FIRM][] = [
  ["RSA", {}, FIRM],
  ["RSA with SHA-384", { algorithm: "SHA-384" }, FIRM],
  ["RSA with SHA-512", { algorithm: "SHA-512" }, FIRM],
  ["RSASSA-PSS", { pss: true }, FIRM],
  ["P-256", {}, P256],
  ["P-384 with SHA-384", { algorithm: "SHA-384" }, CLIENT],
  ["a signer by its key", { byKey: true }, FIRM],
  ["no attributes", { bare: true, named: "none" }, FIRM],
  ["attributes in another order", { unsorted: true }, FIRM],
  ["a value that was spoiled", { spoil: true }, FIRM],
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portal-judges-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Puts the parts of a signed file where programs can read them. */
function laidOut(bytes: Buffer) {
  const { from, to } = gapOf(bytes);
  const at = (name: string) => join(folder, name);
  writeFileSync(at("signed.pdf"), bytes);
  writeFileSync(at("content"), Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]));
  writeFileSync(at("signature"), Buffer.from(bytes.toString("latin1", from + 1, to - 1), "hex"));
  return at;
}

describe.skipIf(!has("openssl"))("OpenSSL", () => {
  const judge = (bytes: Buffer) => {
    const at = laidOut(bytes);
    const files = ["-in", at("signature"), "-content", at("content"), "-out", at("out")];
    return (
      spawnSync("openssl", ["cms", "-verify", "-noverify", "-binary", "-inform", "DER", ...files]).status ===
      0
    );
  };

  it.each(odds)("says the same of %s", async (_, odd, by) => {
    const { bytes } = await aSignedPaper(odd, { by, subFilter: "adbe.pkcs7.detached" });
    expect((await signatureOf(bytes)).verdict).toBe(judge(bytes) ? "valid" : "broken");
  });

  it("says the same of BER, and of changed bytes", async () => {
    const { bytes } = await signed(aPaper(), {
      make: (pieces) => inBer(aSignature(FIRM, pieces), { attributes: false }),
    });
    expect([(await signatureOf(bytes)).verdict, judge(bytes)]).toEqual(["valid", true]);
    bytes.write("BX", bytes.indexOf("BT ET"), "latin1");
    expect([(await signatureOf(bytes)).verdict, judge(bytes)]).toEqual(["broken", false]);
  });
});

describe.skipIf(!has("pdfsig"))("pdfsig", () => {
  const judge = (bytes: Buffer) => {
    const { stdout } = spawnSync("pdfsig", ["-nocert", laidOut(bytes)("signed.pdf")], { encoding: "utf8" });
    return { valid: stdout.includes("Signature is Valid"), total: stdout.includes("Total document signed") };
  };

  // It does not know a signer by its key, and CAdES has attributes.
  const known = odds.filter(([, { bare, byKey }]) => !bare && !byKey);
  it.each(known)("says the same of %s", async (_, odd, by) => {
    const { bytes } = await aSignedPaper(odd, { by });
    const { verdict, coversAll } = await signatureOf(bytes);
    const theirs = judge(bytes);
    expect([verdict, coversAll]).toEqual([theirs.valid ? "valid" : "broken", theirs.total]);
  });
});
