import { eq } from "drizzle-orm";
import { filingVersions } from "@/db/schema/approvals";
import { inScope } from "@/db/scope";
import { writePkcs12 } from "@/lib/pades/certificates/pkcs12";
import { pemOf } from "@/lib/shared/pem";
import { keepCertificate, removeCertificate, signerFor } from "@/lib/signing/certificates";
import { knownFile } from "@/lib/signing/check";
import { setUpFromFile } from "@/lib/signing/set-up";
import { aCertificate, anAuthority } from "@/tests/support/signing/people";
import { type Party, staffOf } from "@/tests/support/two-firms";
import { asSystem, type Doors, door, doorOfFirm, pure, refusedByDatabase } from "./door";

const notFound = { ok: false, reason: "not-found" };
const administrator = (own: Party) => staffOf(own, "firm");
const colleague = (own: Party) => staffOf(own, "portfolio");

async function pemOfSomebody() {
  const { certificate, key } = await aCertificate("Iemand");
  return {
    certificate: pemOf(certificate, "CERTIFICATE"),
    key: key.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

async function aFile() {
  const authority = await anAuthority();
  const packed = await writePkcs12(await authority.issue("Iemand"), {
    chain: [authority.issuing.certificate],
    password: "geheim",
    name: "Iemand",
  });
  return { bestand: new File([new Uint8Array(packed)], "iemand.p12"), wachtwoord: "geheim" };
}

/** What is asked about documents that are signed. */
export const signingDoors: Doors = {
  "signing/check.checkFile": { because: "names no row, and asks knownFile about its own firm" },
  "signing/check.knownFile": doorOfFirm(async (own, them) => {
    const [version] = await asSystem(them, ({ db }) =>
      db
        .select({ sha256: filingVersions.attachmentSha256 })
        .from(filingVersions)
        .where(eq(filingVersions.filingId, them.open)),
    );
    return asSystem(own, (ctx) => knownFile(ctx, [version?.sha256 ?? ""]));
  }, null),
  "signing/certificates.signerFor": doorOfFirm(
    async (own, them) => asSystem(own, async (ctx) => (await signerFor(ctx, them.staffId))?.keyType ?? null),
    null,
  ),
  "signing/certificates.certificatesOf": { because: "names no row, and reads its own firm" },
  "signing/certificates.canSign": { because: "names no row, and reads its own firm" },
  "signing/certificates.signersOf": { because: "names no row, and reads its own firm" },
  // Before what puts another in its place.
  "signing/certificates.removeCertificate": door(
    (own, them) => inScope(colleague(own), (ctx) => removeCertificate(ctx, them.certificate)),
    notFound,
  ),
  "signing/certificates.keepCertificate": doorOfFirm(
    (own, them) =>
      asSystem(own, async (ctx) =>
        keepCertificate(ctx, {
          accountId: them.staffId,
          ...(await pemOfSomebody()),
          notAfter: new Date(),
          addedBy: own.staffId,
        }),
      ),
    refusedByDatabase,
  ),
  "signing/set-up.setUpFromFile": doorOfFirm(
    async (own, them) => setUpFromFile(administrator(own), them.staffId, await aFile()),
    notFound,
  ),
  "signing/set-up.setUpAtService": { because: "sets up as setUpFromFile does, and asks a service first" },
  "signing/ending.endingSigningCertificates": { because: "names no row, and reads its own firm" },
  "signing/ending.warnOfSigningCertificates": { because: "names no row, and tells its own firm" },
  "signing/ending.settingsOf": pure,
  "signing/ending.ownSettings": pure,
  "signing/code-setting.asksSigningCode": { because: "names no row, and reads its own firm" },
  "signing/code-setting.setSigningCode": { because: "names no row, and changes its own firm" },
  "notifications/ending.mailOfEnding": { because: "tells those that its caller has found" },
};
