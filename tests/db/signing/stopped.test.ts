import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { recordMadeFile } from "@/lib/dossier/files";
import { fileStoreDir } from "@/lib/ports/environment";
import { storage } from "@/lib/ports/storage";
import { newId } from "@/lib/shared/ids";
import { aCast, emails } from "@/tests/support/cast";
import { deliver } from "@/tests/support/people";
import {
  aCertificateTooLarge,
  aSigner,
  aSigning,
  aSigningCertificate,
  asClient,
} from "@/tests/support/signing/a-signing";
import { isDue, signAtOnce, withoutCodes } from "@/tests/support/signing/at-once";
import { revisionsOf, signaturesOf, storedFile } from "@/tests/support/signing/signed-files";

const cast = aCast();
const marieke = () => asClient(cast.marieke, cast.bakery, emails.marieke);
const pieter = () => asClient(cast.pieter, cast.bakery, emails.pieter);
beforeAll(() => withoutCodes(cast.owner()));
beforeEach(async () => {
  await cast.owner()`update signing_certificates set removed_at = now()`;
  await aSigningCertificate(cast.sander.firmId, cast.sander.accountId);
});

/** A document that Marieke signed, which is in the file, and that waits for Pieter. */
async function halfSigned(): Promise<string> {
  const signers = [aSigner(cast.marieke.accountId), aSigner(cast.pieter.accountId)];
  const id = await aSigning(cast.sander, cast.bakery, { label: `fout ${Math.random()}`, signers });
  await signAtOnce(marieke(), id);
  await deliver();
  return id;
}

async function expectStopped(id: string, fault: string): Promise<void> {
  expect(await revisionsOf(cast.owner(), id)).toHaveLength(1);
  const rows = await signaturesOf(cast.owner(), id);
  expect(rows.map(({ state, fault: why }) => [state, why])).toEqual([
    ["put", null],
    ["stopped", fault],
  ]);
  // His hand is kept, for whoever mends it.
  expect(rows[1]?.hand).not.toBeNull();
  const told = await cast.owner()`select a.email from notices n join accounts a on a.id = n.account_id
    where n.filing_id = ${id} and n.kind = 'signingStopped' and n.mail_id is not null`;
  expect(told.map(({ email }) => email)).toEqual(["sander@noorderlicht.example"]);
  const audit = await cast.owner()`select data from audit_events where subject = ${`filing:${id}`}
    and action = 'signing.stopped'`;
  expect(audit).toMatchObject([{ data: { fault, seat: 1 } }]);
}

/** Puts other bytes in the place of the newest revision, with a row that says that they are right. */
async function exchanged(id: string, change: (bytes: Buffer) => Buffer): Promise<void> {
  const [row] = await revisionsOf(cast.owner(), id);
  const { firmId } = cast.sander;
  const bytes = change(Buffer.from((await storedFile(firmId, row?.file_id)).bytes));
  const fileId = newId();
  const stored = await storage().put(
    { firmId, fileId },
    (async function* () {
      yield bytes;
    })(),
    { maxBytes: bytes.length },
  );
  const file = { id: fileId, organisationId: cast.bakery, stream: "annualAccounts", name: "x.pdf" };
  await inScope(systemOf(firmId, "test"), (ctx) =>
    recordMadeFile(ctx, { ...file, mime: "application/pdf", pages: 2, stored }),
  );
  await cast.owner()`update signing_revisions set file_id = ${fileId}, sha256 = ${stored.sha256Hex},
    bytes = ${bytes.length} where filing_id = ${id}`;
}

describe("a file that is not what was kept", () => {
  it("is signed by nobody: its bytes were changed on the disk", async () => {
    const id = await halfSigned();
    const [row] =
      await cast.owner()`select f.storage_key from signing_revisions r join files f on f.id = r.file_id
      where r.filing_id = ${id}`;
    await writeFile(join(fileStoreDir(), row?.storage_key), Buffer.alloc(5000));
    await signAtOnce(pieter(), id);
    await deliver();
    await expectStopped(id, "file-changed");
  });

  it("is signed by nobody: it is gone", async () => {
    const id = await halfSigned();
    const [row] =
      await cast.owner()`select f.storage_key from signing_revisions r join files f on f.id = r.file_id
      where r.filing_id = ${id}`;
    await rm(join(fileStoreDir(), row?.storage_key));
    await signAtOnce(pieter(), id);
    await deliver();
    await expectStopped(id, "file-changed");
  });

  it("is signed by nobody: it is another than its row says", async () => {
    const id = await halfSigned();
    await cast.owner()`update signing_revisions set sha256 = ${"0".repeat(64)} where filing_id = ${id}`;
    await signAtOnce(pieter(), id);
    await deliver();
    await expectStopped(id, "file-changed");
  });

  it("is signed by nobody: it does not begin with what was published", async () => {
    const id = await halfSigned();
    await exchanged(id, (bytes) => {
      bytes[bytes.indexOf("%PDF-") + 12] = 33;
      return bytes;
    });
    await signAtOnce(pieter(), id);
    await deliver();
    await expectStopped(id, "file-changed");
  });

  it("is signed by nobody: the signature in it does not hold", async () => {
    const id = await halfSigned();
    await exchanged(id, (bytes) => {
      const name = bytes.lastIndexOf("/Reason");
      bytes[name + 12] = (bytes[name + 12] ?? 0) ^ 1;
      return bytes;
    });
    await signAtOnce(pieter(), id);
    await deliver();
    await expectStopped(id, "signature-broken");
  });

  it("is signed by nobody: another page was put under the signature in it", async () => {
    const id = await halfSigned();
    await exchanged(id, (bytes) => {
      const text = bytes.toString("latin1");
      const page = Number(/(\d+) 0 obj\s*<<[^>]*?\/Type \/Page\b/.exec(text)?.[1]);
      const root = /\/Root (\d+ 0 R)/.exec(text)?.[1];
      const before = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1]);
      const size = Number([...text.matchAll(/\/Size (\d+)/g)].at(-1)?.[1]);
      const object = `${page} 0 obj\n<< /Type /Page /MediaBox [0 0 595 842] >>\nendobj\n`;
      const xref = `xref\n${page} 1\n${String(bytes.length).padStart(10, "0")} 00000 n \n`;
      const trailer = `trailer\n<< /Size ${size} /Root ${root} /Prev ${before} >>\n`;
      const tail = `${object}${xref}${trailer}startxref\n${bytes.length + object.length}\n%%EOF\n`;
      return Buffer.concat([bytes, Buffer.from(tail, "latin1")]);
    });
    await signAtOnce(pieter(), id);
    await deliver();
    await expectStopped(id, "changed-since");
  });

  it("is signed once it is right again, and a person says so", async () => {
    const id = await halfSigned();
    const [row] = await revisionsOf(cast.owner(), id);
    await cast.owner()`update signing_revisions set sha256 = ${"0".repeat(64)} where filing_id = ${id}`;
    await signAtOnce(pieter(), id);
    await deliver();
    await expectStopped(id, "file-changed");
    await cast.owner()`update signing_revisions set sha256 = ${row?.sha256} where filing_id = ${id}`;
    await cast.owner()`update signatures set state = 'waiting', fault = null where filing_id = ${id} and seat = 1`;
    await cast.owner()`update outbox set status = 'waiting', run_after = now() where kind = 'signing.put'
      and subject = ${`filing:${id}`}`;
    await deliver();
    expect((await revisionsOf(cast.owner(), id)).map(({ kind }) => kind)).toEqual([
      "signature",
      "signature",
      "archive",
    ]);
  });
});

describe("a certificate that is larger than a PDF has room for", () => {
  it("stops the signature by a reason of its own, and is not tried for days", async () => {
    const id = await halfSigned();
    await aCertificateTooLarge(cast.sander.firmId, cast.sander.accountId);
    await signAtOnce(pieter(), id);
    await deliver();
    await expectStopped(id, "signature-too-large");
  });
});

describe("a firm without a certificate", () => {
  it.each([
    ["has none", "update signing_certificates set removed_at = now()"],
    ["has one that ended", "update signing_certificates set not_after = now() - interval '1 day'"],
  ])("%s: it waits, the firm hears of it, and it is signed when there is one", async (_what, without) => {
    await cast.owner().unsafe(without);
    const signers = [aSigner(cast.marieke.accountId)];
    const id = await aSigning(cast.sander, cast.bakery, { label: `zonder ${Math.random()}`, signers });
    await signAtOnce(marieke(), id);
    await deliver();
    expect(await signaturesOf(cast.owner(), id)).toMatchObject([
      { state: "waiting", fault: "no-certificate" },
    ]);
    const told = await cast.owner()`select 1 from notices where filing_id = ${id} and kind = 'signingStopped'
      and mail_id is not null`;
    expect(told).toHaveLength(1);
    await aSigningCertificate(cast.sander.firmId, cast.sander.accountId);
    await isDue(cast.owner());
    await deliver();
    expect(await signaturesOf(cast.owner(), id)).toMatchObject([{ state: "put", fault: null }]);
  });

  it("is given up after days, and then waits for a person", async () => {
    await cast.owner()`update signing_certificates set removed_at = now()`;
    const signers = [aSigner(cast.marieke.accountId)];
    const id = await aSigning(cast.sander, cast.bakery, { label: `nooit ${Math.random()}`, signers });
    await signAtOnce(marieke(), id);
    await deliver();
    await isDue(cast.owner(), 100);
    await deliver();
    expect(await signaturesOf(cast.owner(), id)).toMatchObject([
      { state: "stopped", fault: "no-certificate" },
    ]);
  });
});
