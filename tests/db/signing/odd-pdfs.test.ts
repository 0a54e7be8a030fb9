import { spawnSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { around, written as asForm, type PageSize, parsed } from "@/app/admin/stukken/nieuw/places";
import type { Place } from "@/lib/pades/shapes";
import { signingChoice } from "@/lib/staff/signing-choice";
import { aCast, emails } from "@/tests/support/cast";
import { aSignedPaper } from "@/tests/support/pades/people";
import { deliver } from "@/tests/support/people";
import {
  aSigner,
  aSigning,
  aSigningCertificate,
  asClient,
  publishSigning,
  type SigningPublication,
  signTogether,
} from "@/tests/support/signing/a-signing";
import { expectSound, newestOf } from "@/tests/support/signing/signed-files";
import { upload } from "@/tests/support/uploads";
import { protectedBy, written } from "@/tests/unit/pdf/documents";

const cast = aCast();
beforeAll(() => aSigningCertificate(cast.sander.firmId, cast.sander.accountId));

let made = 0;
function aPage(media: string, more = ""): Uint8Array {
  return written(
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox ${media} ${more} >>`,
    "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
    `<< /Length 5 /Number ${made++} >>\nstream\nBT ET\nendstream`,
  );
}

const placed = (pdf: Uint8Array, place: Place | null): SigningPublication => ({
  ...{ pdf, label: `bijzonder ${made++}`, where: "placed" },
  signers: [aSigner(cast.marieke.accountId, { places: place ? [place] : [] })],
});

describe("a place that was clicked", () => {
  const sizes = {
    upright: { width: 595.2756, height: 841.8898 },
    lying: { width: 841.8898, height: 595.2756 },
  };

  it.each([
    [0, sizes.upright],
    [90, sizes.lying],
    [180, sizes.upright],
    [270, sizes.lying],
  ])(
    "at the very edge of an A4 in fractions of points, turned by %i, is taken",
    async (rotate, size: PageSize) => {
      const pdf = aPage("[0 0 595.2756 841.8898]", `/Rotate ${rotate}`);
      const place = parsed(asForm(around(1, size.width - 3, size.height - 3, [size])));
      expect(await publishSigning(cast.sander, cast.bakery, placed(pdf, place))).toMatchObject({ ok: true });
    },
  );

  it.each([90, 180, 270])(
    "on a page that is cut and turned by %i is where the signature comes",
    async (rotate) => {
      const pdf = aPage("[100 -50 700 850]", `/Rotate ${rotate} /CropBox [140 20 660 800]`);
      const place = { page: 1, x: 30, y: 40, width: 200, height: 90 };
      const id = await aSigning(cast.sander, cast.bakery, placed(pdf, place));
      const marieke = asClient(cast.marieke, cast.bakery, emails.marieke);
      expect(await signTogether(cast.owner(), marieke, [id])).toMatchObject({ ok: true });
      await deliver();
      const { report } = await newestOf(cast.owner(), id);
      expectSound(report);
      expect(report.signatures[0]).toMatchObject({ kind: "signature", place });
    },
  );
});

describe("a PDF that somebody signed and closed for changes", () => {
  const place = { page: 1, x: 30, y: 40, width: 200, height: 90 };
  const closed = async (how: string) => {
    const { bytes } = await aSignedPaper({}, { more: `/Reference [<< /Type /SigRef ${how} >>]` });
    return new Uint8Array(bytes);
  };
  const certified = "/TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P 1 /V /1.2 >>";
  const locked = "/TransformMethod /FieldMDP /TransformParams << /Type /TransformParams /Action /All >>";

  it.each([
    ["certified with P=1", certified],
    ["with all fields locked", locked],
  ])("%s is refused before anybody is asked to sign it", async (_what, how) => {
    const wish = placed(await closed(how), place);
    expect(await publishSigning(cast.sander, cast.bakery, wish)).toEqual({
      ok: false,
      reason: "no-changes-allowed",
    });
  });

  it("says so in the form already", async () => {
    const taken = await upload(cast.sander, cast.bakery, "pdf", await closed(certified), "Dicht.pdf");
    if (!taken.ok) throw new Error(`Refused: ${taken.reason}`);
    const wish = { attachment: taken.id, stream: "annualAccounts", like: null } as const;
    const { pdf } = await signingChoice(cast.sander, cast.bakery, wish);
    expect(pdf).toEqual({ ok: false, reason: "no-changes-allowed" });
  });
});

describe("a PDF that everybody may read and its author lets nobody change", () => {
  const qpdf = spawnSync("qpdf", ["--version"]).error === undefined;

  it("is decrypted where there is qpdf, and signed; refused where there is none", async () => {
    const pdf = new Uint8Array(await protectedBy({ ownerPassword: "van een ander" }));
    const done = await publishSigning(
      cast.sander,
      cast.bakery,
      placed(pdf, { page: 1, x: 30, y: 40, width: 200, height: 90 }),
    );
    expect(done).toMatchObject(qpdf ? { ok: true } : { ok: false, reason: "encrypted" });
  });
});
