import { expect, it } from "vitest";
import { verifyFile } from "@/lib/pades/verify-file";
import { overallOf } from "@/lib/signing/judgement";
import { aSignedPaper, NOW, ROOT } from "@/tests/support/pades/people";
import { aPaper, revised } from "@/tests/support/pades/signed-pdf";
import { file } from "@/tests/unit/pades/changes/written";

/** What is said goes to whoever asked, in one piece: a few bytes must not make it long. */
it("tells of a few of many signatures, and that not all were judged", async () => {
  const bytes = file({
    1: "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields 5 0 R >> >>",
    2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    4: "<< /Type /Sig >>",
    5: `[${"<</FT/Sig/V 4 0 R>>".repeat(3000)}]`,
  });
  const { signatures } = await verifyFile(bytes, [], NOW);
  expect(signatures).toHaveLength(65);
  expect(signatures.at(-1)).toMatchObject({ verdict: "unjudged", fault: "unreadable" });
});

it("cuts off a field's name that is longer than a name", async () => {
  const bytes = file({
    1: "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] >> >>",
    2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    4: "<< /Type /Sig >>",
    5: `<< /FT /Sig /T (${"x".repeat(50_000)}) /V 4 0 R >>`,
  });
  const { signatures } = await verifyFile(bytes, [], NOW);
  expect(signatures[0]?.field).toHaveLength(1000);
});

it("tells of a few of many changes, and of none that is not allowed too late", async () => {
  const paper = await aSignedPaper({}, { paper: aPaper() });
  const first = paper.next;
  const fields = Array.from({ length: 2000 }, (_, at) => first + at);
  const field = (number: number) =>
    `<< /Type /Annot /Subtype /Widget /FT /Sig /T (v${number}) /P 3 0 R /Rect [0 0 0 0] >>`;
  const added = revised(
    { ...paper, next: first + 2000, fields: [...paper.fields, ...fields], page: "/MediaBox [0 0 600 801]" },
    Object.fromEntries(fields.map((number) => [number, field(number)])),
  );
  const report = await verifyFile(added.bytes, [ROOT.der], NOW);
  const [{ changes } = { changes: [] }] = report.signatures;
  expect(changes).toHaveLength(500);
  expect(changes[0]).toMatchObject({ allowed: false, kind: "page-changed" });
  expect(overallOf(report)).toBe("changed");
});
