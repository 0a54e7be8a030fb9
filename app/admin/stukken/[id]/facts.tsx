import { getTranslations } from "next-intl/server";
import { standingOf } from "@/app/admin/stukken/state";
import { StateWord } from "@/app/admin/stukken/state-word";
import { directionKey } from "@/components/approvals/amount";
import { formatPaymentReference } from "@/lib/approvals/payment-reference";
import { filingTitle } from "@/lib/approvals/title";
import { formatDay, formatMoment, type Language } from "@/lib/shared/dates";
import { formatEuro } from "@/lib/shared/money";
import { endedBefore } from "@/lib/staff/actions";
import type { StaffFilingDetail } from "@/lib/staff/filing";
import { Fact, Section } from "./section";

type Props = { filing: StaffFilingDetail; firm: string; language: Language };

/** How it stands and whose turn it is; then its amount, its dates and its numbers. */
export async function Facts({ filing, firm, language }: Props) {
  const t = await getTranslations("staff");
  const approvals = await getTranslations("approvals");
  const { amount, details } = filing;
  const asked = filing.signing?.seats.filter((seat) => seat.turn === "asked") ?? [];
  const firmSigns = asked.length > 0 && asked.every(({ party }) => party === "accountant");
  const standing = {
    ...filing,
    waits: filing.waitsFor !== null,
    inVain: endedBefore(filing) !== null,
    firmSigns,
  };
  const { turn } = await standingOf(standing, firm);
  const days: [string, string | null | undefined][] = [
    [t("approveBy"), filing.approveBy],
    [t("fileByShort"), filing.fileBy],
    [t("payByShort"), filing.payBy],
    [t("documentDate"), details.documentDate],
    [t("objectByShort"), details.objectBy],
    [t("expiresOnShort"), filing.expiresOn],
  ];
  return (
    <Section id="facts" title={t("facts")}>
      <p className="mb-3">
        <span className="font-[640] text-lg">
          <StateWord filing={standing} firm={firm} />
        </span>
        <span className="block text-ink-2">{turn}</span>
      </p>
      {filing.releasedAs && (
        <p className="mb-1 font-[620] text-warning">{approvals(`releasedAs.${filing.releasedAs}`)}</p>
      )}
      {filing.stateReason && (
        <blockquote className="mb-3 whitespace-pre-line border-line border-l-4 pl-3">
          {filing.stateReason}
        </blockquote>
      )}
      <dl>
        {amount !== null && (
          <Fact name={t("amount")}>
            <span className="num font-[640]">
              {formatEuro(Math.abs(amount), language, { whole: amount % 100 === 0 })}
            </span>{" "}
            {approvals(directionKey(amount))}
          </Fact>
        )}
        {days.map(
          ([name, day]) =>
            day && (
              <Fact key={name} name={name}>
                {formatDay(day, language)}
              </Fact>
            ),
        )}
        {filing.waitsFor && (
          <Fact name={t("waitsFor")}>
            <a className="link" href={`/admin/stukken/${filing.waitsFor.id}`}>
              {filingTitle(filing.waitsFor, language)}
            </a>
          </Fact>
        )}
        {details.number && <Fact name={t("numberShort")}>{details.number}</Fact>}
        {details.instalments && <Fact name={t("instalmentsShort")}>{details.instalments}</Fact>}
        {filing.paymentReference && (
          <Fact name={t("referenceShort")}>
            <span className="code">{formatPaymentReference(filing.paymentReference)}</span>
          </Fact>
        )}
        <Fact name={t("ourReference")}>
          <span className="code">{filing.reference}</span>
        </Fact>
        <Fact name={t("published")}>
          {t("publishedBy", {
            moment: formatMoment(filing.publishedAt, language),
            name: filing.versions[0]?.by ?? "",
          })}
        </Fact>
        {filing.completedAt && (
          <Fact name={t("completedAt")}>{formatMoment(filing.completedAt, language)}</Fact>
        )}
        {filing.filedAt && <Fact name={t("filedAt")}>{formatMoment(filing.filedAt, language)}</Fact>}
        {filing.filedReference && (
          <Fact name={t("filedReference")}>
            <span className="code whitespace-normal! break-all">{filing.filedReference}</span>
          </Fact>
        )}
      </dl>
    </Section>
  );
}
