import { expect, it } from "vitest";
import { verifyFile } from "@/lib/pades/verify-file";
import { overallOf } from "@/lib/signing/judgement";
import { aSignedPaper, NOW, ROOT } from "@/tests/support/pades/people";
import { type Paper, revised } from "@/tests/support/pades/signed-pdf";

/** What is drawn over half of the page. */
const DRAWS = "1 1 1 rg 0 0 600 400 re f";
const UNSIGNED = "/ByteRange [0 100 200 99999]";

/**
 * A signed paper, and behind it a field with a look over what was signed, that claims to be signed later and is not.
 * @param entries of the field
 * @param depth how many nodes hold it
 */
async function covered(entries: string, depth: number): Promise<Paper> {
  const before = await aSignedPaper();
  const [leaf, value, look] = [before.next + depth, before.next + depth + 1, before.next + depth + 2];
  const node = (at: number) => {
    const above = at === 0 ? "" : `/Parent ${before.next + at - 1} 0 R`;
    return `<< /T (n${at}) /FT /Sig ${above} /Kids [${before.next + at + 1} 0 R] >>`;
  };
  const nodes = Array.from({ length: depth }, (_, at) => [before.next + at, node(at)]);
  const above = depth > 0 ? `/Parent ${leaf - 1} 0 R` : "";
  const signed = before.fields.map((field) => `${field} 0 R`).join(" ");
  const ready = revised(
    { ...before, next: look + 1 },
    {
      ...Object.fromEntries(nodes),
      [leaf]: `<< /Type /Annot /Subtype /Widget /T (Los) /P 3 0 R /Rect [0 400 600 800] /AP << /N ${look} 0 R >> /V ${value} 0 R ${above} ${entries} >>`,
      [value]: `<< /Type /Sig /SubFilter /ETSI.CAdES.detached ${UNSIGNED} /Contents <00> >>`,
      [look]: `<< /Subtype /Form /BBox [0 0 600 400] /Length ${DRAWS.length} >>\nstream\n${DRAWS}\nendstream`,
      1: `<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [${signed} ${before.next} 0 R] /SigFlags 3 >> >>`,
      3: `<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Annots [${signed} ${leaf} 0 R] ${before.page} >>`,
    },
  );
  const { bytes } = ready;
  const rest = String(bytes.length - 200).padStart(5, "0");
  bytes.write(UNSIGNED.replace("99999", rest), bytes.lastIndexOf(UNSIGNED), "latin1");
  return ready;
}

/** A signature may be added later, and have a look, because it is judged as well: so one that is not, may not. */
it.each([
  ["in plain sight", "/FT /Sig", 0, "broken"],
  ["deeper in the form than is looked", "", 32, "changed"],
  ["whose kind is empty, and that of its parent a signature's", "/FT null", 1, "changed"],
  ["whose kind is no name, and that of its parent a signature's", "/FT (Sig)", 1, "changed"],
])("a look over the page in a field that nobody signed: %s", async (_, entries, depth, worth) => {
  const { bytes } = await covered(entries, depth);
  expect(overallOf(await verifyFile(bytes, [ROOT.der], NOW))).toBe(worth);
});
