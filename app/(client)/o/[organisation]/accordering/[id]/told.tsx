import { getTranslations } from "next-intl/server";
import { channelWords } from "@/components/approvals/channel-words";
import type { FilingDetail } from "@/lib/approvals/shapes";
import { streams } from "@/lib/approvals/streams";
import { now } from "@/lib/ports/clock";
import { meaningOf } from "@/lib/ports/filing-channel/status-codes";
import { formatMoment, type Language } from "@/lib/shared/dates";

/** What Digipoort, or the banks' portal, told about the delivery, each status in plain words (B9); the newest says what to expect. */
export async function Told({
  filing,
  language,
  firm,
}: {
  filing: FilingDetail;
  language: Language;
  firm: string;
}) {
  if (filing.told.length === 0) return null;
  const t = await getTranslations("digipoort");
  const words = await getTranslations("approvals");
  const at = now().getTime();
  const bank = streams[filing.stream].goesTo === "bank";
  const recipient = words(bank ? "recipientBank" : "recipientKvk");
  const { channel } = await channelWords(filing.stream);
  const told = filing.told.map((status) => ({
    ...status,
    labelKey: meaningOf(status.code, (at - status.at.getTime()) / 3_600_000).labelKey,
  }));
  const last = told.at(-1);
  const advice = last && t.has(`advice.client.${last.labelKey}`) ? last.labelKey : null;
  return (
    <details className="mt-4 border-line border-t pt-3">
      <summary className="link min-h-8 cursor-pointer py-1">{words(bank ? "toldBank" : "told")}</summary>
      <ol className="mt-2 space-y-2 text-sm">
        {told.map(({ code, at: since, labelKey }) => (
          <li key={`${code} ${since.toISOString()}`}>
            {t(`codes.${labelKey}`, { recipient, channel })}
            <span className="num block text-ink-2">
              {formatMoment(since, language)} · {code}
            </span>
          </li>
        ))}
      </ol>
      {advice && <p className="mt-2 text-sm">{t(`advice.client.${advice}`, { firm })}</p>}
    </details>
  );
}
