import { MessageSquareX } from "lucide-react";
import { useTranslations } from "next-intl";
import { listOf } from "@/components/approvals/task-row";
import { Already } from "@/components/signing/already";
import type { SeatsView } from "@/components/signing/seat-words";
import { Signers } from "@/components/signing/signers";
import { ButtonLink } from "@/components/ui/button";
import type { ClientPage } from "@/lib/access/page";
import type { FilingDetail } from "@/lib/approvals/shapes";

/** Beside the document: who signs it, whom to ask first, and the way out for whoever does not sign. */
export function People({
  page: { organisation },
  filing,
  view,
  others,
  signs,
}: {
  page: ClientPage;
  filing: FilingDetail;
  view: SeatsView;
  /** What is signed with it in one go; empty where that is nothing. */
  others: readonly { id: string; title: string; view: SeatsView }[];
  signs: boolean;
}) {
  const t = useTranslations("signing");
  const { slug, contact } = organisation;
  const first = contact?.name.split(" ")[0];
  const titles = listOf(
    others.map(({ title }) => title),
    view.language,
  );
  return (
    <>
      <h2 className="mb-3 text-lg">{t("signers")}</h2>
      <Signers view={view} />
      {others.map((one) => (
        <Already key={one.id} there={one.view.already} title={one.title} />
      ))}
      {titles && <p className="mt-4 text-sm wrap-anywhere">{t("together", { titles })}</p>}
      <hr className="my-5 border-line" />
      <p className="text-sm">
        {t("doubt")}{" "}
        <a className="link" href={`/o/${slug}/contact${contact ? `?aan=${contact.id}` : ""}`}>
          {first ? t("ask", { name: first }) : t("askFirm")}
        </a>
      </p>
      {signs && (
        <ButtonLink
          variant="danger"
          size="small"
          wide
          className="mt-4"
          href={`/o/${slug}/accordering/${filing.id}/afkeuren?versie=${filing.version}`}
        >
          <MessageSquareX aria-hidden />
          {t("refuseInstead")}
        </ButtonLink>
      )}
    </>
  );
}
