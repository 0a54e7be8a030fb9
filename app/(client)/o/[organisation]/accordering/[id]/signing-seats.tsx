import { Download, FileCheck2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { listOf } from "@/components/approvals/task-row";
import type { SeatsView } from "@/components/signing/seat-words";
import { Signers } from "@/components/signing/signers";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { signedBy } from "@/lib/approvals/signing/missing";
import { ownSignature, type SigningFiling } from "./seats-view";

/** Who signs, and what of it is in the file already; with what there is to keep once somebody has (F55). */
export function SigningSeats({
  filing,
  slug,
  view,
}: {
  filing: SigningFiling;
  slug: string;
  view: SeatsView;
}) {
  const t = useTranslations("signing");
  const { revisions, proof, seats } = filing.signing;
  const here = `/o/${slug}/accordering/${filing.id}`;
  const of = `versie=${filing.version}`;
  const signed = ownSignature(filing, view.me);
  const all = seats.every(({ turn }) => turn === "approved" || turn === "dropped");
  const { missing, ...by } = signedBy(seats);
  const names = { names: listOf(by.signed, view.language), without: listOf(missing, view.language) };
  const without = missing.length > 0;
  const said = proof
    ? without
      ? t("signedWithout", names)
      : t("signedAll")
    : signed === "waiting"
      ? t("signedPlacing")
      : signed === "put" &&
        (all ? t(without ? "finishingWithout" : "signedFinishing", names) : t("signedSome"));
  return (
    <Card className="max-md:order-3" aria-labelledby="signers">
      <CardBody>
        <h2 id="signers" className="mb-4 text-lg">
          {t("signers")}
        </h2>
        <Signers view={view} />
        {said && <p className="mt-4 border-line border-t pt-4">{said}</p>}
        {(revisions.length > 0 || proof) && (
          <div className="mt-4 space-y-2.5">
            {revisions.length > 0 && (
              <ButtonLink variant="secondary" wide href={`${here}/pdf?${of}&bewaren`}>
                <Download aria-hidden />
                {t("keepSigned")}
              </ButtonLink>
            )}
            {proof && (
              <ButtonLink variant="secondary" wide href={`${here}/ondertekenbewijs?${of}`}>
                <FileCheck2 aria-hidden />
                {t("keepProof")}
              </ButtonLink>
            )}
          </div>
        )}
      </CardBody>
    </Card>
  );
}
