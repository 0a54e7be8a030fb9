import { beforeAll, describe, expect, it } from "vitest";
import { closeSignature, openDocumentTimestamp } from "@/lib/pades/append";
import { withLongTermData } from "@/lib/pades/archive";
import { makeRevocationList } from "@/lib/pades/certificates/revocation-list";
import { prepare } from "@/lib/pades/prepare";
import type { Signer, Timestamper } from "@/lib/pades/shapes";
import { type Signed, sign } from "@/lib/pades/sign";
import { Lane } from "@/lib/pades/thread/lane";
import { timestampReply } from "@/lib/pades/timestamps/responder";
import { timestamperBy } from "@/lib/pades/timestamps/timestamper";
import { verifyFile } from "@/lib/pades/verify-file";
import { aPaper } from "@/tests/support/pades/signed-pdf";
import { anAuthority, type TestAuthority } from "@/tests/support/signing/people";

const lane = new Lane();
let authority: TestAuthority;
let signers: Record<"Accountant" | "Klant", Signer>;
let timestamp: Timestamper;

beforeAll(async () => {
  authority = await anAuthority();
  const clock = await authority.signer("Klok", { purpose: "time-stamping" });
  signers = { Accountant: await authority.signer("Kantoor"), Klant: await authority.signer("Bakker") };
  timestamp = timestamperBy(
    (request) => timestampReply(request, clock, new Date()),
    [authority.root.certificate],
    () => new Date(),
  );
});

const whole = ({ before, tail }: Signed) => new Uint8Array(Buffer.concat([before, tail]));
const report = (bytes: Uint8Array) => verifyFile(bytes, [authority.root.certificate], new Date());

async function prepared(): Promise<Uint8Array> {
  const place = (y: number) => ({ page: 1, x: 50, y, width: 200, height: 60 });
  const fields = [
    { name: "Accountant", place: place(100) },
    { name: "Klant", place: place(300) },
  ];
  return prepare(new Uint8Array(aPaper().bytes), { fields, page: null });
}

async function signedBy(who: "Accountant" | "Klant", bytes: Uint8Array): Promise<Uint8Array> {
  const look = { hand: { kind: "typed" as const, name: who }, lines: [who] };
  const text = { field: who, name: who, at: new Date(), look };
  return whole(await sign(lane, bytes.slice(), text, { signer: signers[who], timestamp }));
}

describe("what is signed here", () => {
  it("by two, one after the other, is found valid by whoever judges it, and nothing else was done", async () => {
    const paper = await prepared();
    const first = await signedBy("Accountant", paper);
    const both = await signedBy("Klant", first);
    expect(Buffer.from(both.subarray(0, first.length)).equals(Buffer.from(first))).toBe(true);
    const { signatures } = await report(both);
    expect(signatures).toMatchObject([
      { field: "Accountant", verdict: "valid", distrust: null, permission: 2, signer: { name: "Kantoor" } },
      { field: "Klant", verdict: "valid", distrust: null, coversAll: true, signer: { name: "Bakker" } },
    ]);
    for (const { time, place } of signatures) {
      expect(time).toMatchObject({ source: "timestamp", by: "Klok", distrust: null });
      expect(place).toMatchObject({ page: 1, width: 200, height: 60 });
    }
    expect(signatures[0]?.changes).toMatchObject([{ allowed: true, kind: "signature-added", name: "Klant" }]);
  });

  it("is archived with certificates, lists and a time stamp over it all", async () => {
    const signed = await signedBy("Accountant", await prepared());
    const { root, issuing } = authority;
    const now = Date.now();
    const list = makeRevocationList(issuing, { number: 1, from: new Date(now - 1), to: new Date(now + 1e9) });
    const data = { certificates: [root.certificate, issuing.certificate], crls: [list] };
    const stored = await withLongTermData(signed, data);
    expect(await withLongTermData(stored, data)).toBe(stored);
    const opened = await openDocumentTimestamp(stored, "Tijd");
    const token = await timestamp(opened.digest, "SHA-256");
    const tail = closeSignature(opened, token);
    const { archived, signatures } = await report(Buffer.concat([opened.before, tail]));
    expect(archived).toBe(true);
    expect(signatures).toMatchObject([
      { verdict: "valid", distrust: null },
      { kind: "document-timestamp", verdict: "valid", distrust: null, coversAll: true },
    ]);
    expect(signatures[0]?.changes.every(({ allowed }) => allowed)).toBe(true);
  });

  it("is not signed again in the same field, nor in one that is not there", async () => {
    const signed = await signedBy("Accountant", await prepared());
    await expect(signedBy("Accountant", signed)).rejects.toMatchObject({ reason: "field-signed" });
    const text = { field: "Niemand", name: "Niemand", at: new Date(), look: null };
    await expect(sign(lane, signed, text, { signer: signers.Klant })).rejects.toMatchObject({
      reason: "field-missing",
    });
  });

  it.each(["/P 1", "/P 7"])("is not put behind a signature that certifies with %s", async (level) => {
    const signed = Buffer.from(await signedBy("Accountant", await prepared()));
    for (let at = signed.indexOf("/P 2"); at >= 0; at = signed.indexOf("/P 2", at + 1))
      signed.write(level, at);
    await expect(signedBy("Klant", new Uint8Array(signed))).rejects.toMatchObject({
      reason: "no-changes-allowed",
    });
  });
});
