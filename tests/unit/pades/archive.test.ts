import { expect, it } from "vitest";
import { withLongTermData } from "@/lib/pades/archive";
import { openPdf } from "@/lib/pades/document/document";
import { longTermData } from "@/lib/pades/document/long-term";
import { aPaper } from "@/tests/support/pades/signed-pdf";
import { anAuthority } from "@/tests/support/signing/people";

it("puts into a document what is missing for the long term, each once, and nothing twice", async () => {
  const { root, issuing } = await anAuthority();
  const paper = new Uint8Array(aPaper().bytes);
  const some = { certificates: [root.certificate, root.certificate], crls: [] };
  const first = await withLongTermData(paper, some);
  expect(Buffer.compare(first.subarray(0, paper.length), paper)).toBe(0);
  expect(await withLongTermData(first, some)).toBe(first);
  const all = { certificates: [root.certificate, issuing.certificate], crls: [Buffer.from("3000", "hex")] };
  const { certificates, crls } = longTermData(await openPdf(await withLongTermData(first, all)));
  expect(certificates.map((one) => Buffer.from(one))).toEqual(all.certificates);
  expect(crls.map((one) => Buffer.from(one))).toEqual(all.crls);
});
