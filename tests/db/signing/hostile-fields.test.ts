import { beforeAll, expect, it } from "vitest";
import { aCast, emails } from "@/tests/support/cast";
import { deliver } from "@/tests/support/people";
import { aSigner, aSigningCertificate, asClient, publishSigning } from "@/tests/support/signing/a-signing";
import { signAtOnce, withoutCodes } from "@/tests/support/signing/at-once";
import { signaturesOf } from "@/tests/support/signing/signed-files";

const cast = aCast();
beforeAll(async () => {
  await withoutCodes(cast.owner());
  await aSigningCertificate(cast.sander.firmId, cast.sander.accountId);
});

/** A document of one page with a field that a stranger named. */
function withField(name: string): Buffer {
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] /SigFlags 1 >> >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [4 0 R] >>",
    `<< /Type /Annot /Subtype /Widget /FT /Sig /T ${name} /Rect [60 60 260 140] /P 3 0 R /F 4 >>`,
  ];
  let text = "%PDF-1.7\n";
  const places = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = text.length;
  const rows = places.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  text += `xref\n0 5\n0000000000 65535 f \n${rows}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}

const cannot = { ok: false, reason: "no-place-to-sign" };
const can = { ok: true };

it.each([
  ["a NUL", "(a\\000b)", can],
  ["half a character", "<FEFFD8000041>", cannot],
  ["text turned around", "<FEFF202E0061>", can],
  ["nothing", "()", can],
  ["five hundred letters", `(${"x".repeat(500)})`, can],
  ["ten thousand letters", `(${"x".repeat(10_000)})`, cannot],
])(
  "is refused, or signed where it was published: a field with %s in its name",
  async (_what, name, answer) => {
    const label = `vreemd ${Math.random()}`;
    const signers = [aSigner(cast.marieke.accountId)];
    const pdf = withField(name);
    const done = await publishSigning(cast.sander, cast.bakery, { label, signers, where: "found", pdf });
    expect(done).toMatchObject(answer);
    if (!("id" in done)) return;
    await signAtOnce(asClient(cast.marieke, cast.bakery, emails.marieke), done.id);
    await deliver();
    expect(await signaturesOf(cast.owner(), done.id)).toMatchObject([{ state: "put", fault: null }]);
  },
);
