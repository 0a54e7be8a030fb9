import { useTranslations } from "next-intl";
import { Td } from "@/components/ui/table";
import { filingTitle } from "@/lib/approvals/title";
import { formatMoment, type Language } from "@/lib/shared/dates";
import type { Sending } from "@/lib/staff/sending";
import { Resend } from "./resend";

/** One job: what, to whom, since when, and how far it is. */
export function SendingRow({
  row,
  language,
  mayResend,
}: {
  row: Sending;
  language: Language;
  mayResend: boolean;
}) {
  const t = useTranslations("sending");
  const moment = (at: Date) => formatMoment(at, language);
  const event = `event.${row.kind.replaceAll(".", "-")}` as "event.other";
  const message = row.kind === "sms" || row.kind === "mail" ? row.kind : null;
  const lane = (["delivery", "webhook"] as const).find((one) => row.kind.startsWith(`${one}.`));
  const plain = t(`kind.${message ?? lane ?? "event"}`);
  const detail = message ? row.title : t.has(event) ? t(event) : null;
  const what = detail ? `${plain}: ${detail}` : plain;
  const wrong = row.status === "failed" || row.status === "unknown" || row.status === "expired";
  return (
    <tr>
      <Td className="font-[600]">
        <div>
          {what}
          {row.document && (
            <a className="link block font-normal text-sm" href={`/admin/stukken/${row.document.id}`}>
              {filingTitle(row.document, language)}
            </a>
          )}
          {row.organisation && <Small>{row.organisation}</Small>}
        </div>
      </Td>
      <Td label={t("to")}>
        <div>
          {row.to?.name ?? "–"}
          {row.to?.lastDigits && <Small>{t("number", { digits: row.to.lastDigits })}</Small>}
        </div>
      </Td>
      <Td label={t("when")} className="whitespace-nowrap text-ink-2">
        {moment(row.createdAt)}
      </Td>
      <Td label={t("state")}>
        <div>
          <span className={wrong ? "font-[620] text-danger" : undefined}>
            {t(
              `status.${row.status === "done" && !message && lane !== "webhook" ? "performed" : row.status}`,
            )}
          </span>
          {row.status === "done" && row.doneAt && <Small>{moment(row.doneAt)}</Small>}
          {row.takenAt && <Small>{t("since", { moment: moment(row.takenAt) })}</Small>}
          {row.fault && <Small>{t(`fault.${row.fault}`)}</Small>}
          {row.attempts > 0 && row.status !== "done" && (
            <Small>{t("attempts", { count: row.attempts })}</Small>
          )}
          {row.nextAt && (
            <Small>{t(row.attempts > 0 ? "next" : "planned", { moment: moment(row.nextAt) })}</Small>
          )}
          {row.retryable && mayResend && (row.status === "failed" || row.status === "unknown") && (
            <Resend id={row.id} status={row.status} what={what} />
          )}
        </div>
      </Td>
    </tr>
  );
}

function Small({ children }: { children: string }) {
  return <span className="block font-normal text-ink-2 text-sm">{children}</span>;
}
