import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { channelWords } from "@/components/approvals/channel-words";
import { ActionForm } from "@/components/ui/action-form";
import { Tick } from "@/components/ui/choice";
import { TextArea } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Submit } from "@/components/ui/submit";
import { formWords } from "@/lib/access/form-words";
import { after, lastStanding } from "@/lib/approvals/rules";
import type { FilingState, Stream } from "@/lib/approvals/shapes";
import { now } from "@/lib/ports/clock";
import { meaningOf } from "@/lib/ports/filing-channel/status-codes";
import { formatMoment, type Language } from "@/lib/shared/dates";
import type { StaffDelivery } from "@/lib/staff/deliveries";
import { deliverOnceMore } from "./actions";
import { faultWords } from "./fault-words";
import { Section } from "./section";
import { Unsure } from "./unsure";

const againWords: Partial<Record<FilingState, string>> = {
  outcomeUnknown: "againUnknown",
  notDelivered: "againNotSent",
};

/** The way to the KvK or a bank: every attempt, what the recipient told, and what a person has to decide. */
export async function Deliveries({
  filing,
  deliveries,
  recipient,
  mayManage,
  language,
}: {
  filing: { id: string; state: FilingState; stream: Stream; version: number };
  deliveries: StaffDelivery[];
  recipient: string;
  mayManage: boolean;
  language: Language;
}) {
  if (deliveries.length === 0) return null;
  const t = await getTranslations("staff");
  const [last] = deliveries;
  const unsure = lastStanding(deliveries.filter(({ version }) => version === last?.version));
  const isThere = deliveries.some(
    ({ version, state }) => version === filing.version && (state === "underway" || state === "accepted"),
  );
  const held = last?.version === filing.version && last.fault === "earlier-accepted";
  // A later version of a credit report can be for another bank, which has none of it.
  const sameWay = ({ channelId }: StaffDelivery) =>
    filing.stream !== "creditReport" ||
    held ||
    deliveries.some((one) => one.version === filing.version && one.channelId === channelId);
  const earlier = deliveries.find(
    (one) => one.version < filing.version && one.state === "accepted" && sameWay(one),
  );
  const heldAlone = held && filing.state === "notDelivered";
  const said = { recipient, ...(await channelWords(filing.stream)) };
  const again = mayManage && after(filing.state, "deliverAgain").ok;
  const words = await formWords(
    "reason",
    "reason-too-long",
    "claimed",
    "ask-first",
    "has-kenmerk",
    "say-not-arrived",
    "say-nevertheless",
    "kenmerk",
    "kenmerk-taken",
    "not-now",
    "already-delivered",
  );
  return (
    <Section id="deliveries" title={t("deliveries")}>
      {earlier && (
        <Note kind={isThere ? "info" : "warning"} className="mb-4">
          {t(`delivery.${isThere ? "earlierToo" : "earlierAccepted"}`, {
            recipient,
            version: earlier.version,
          })}
        </Note>
      )}
      <ol className="space-y-4">
        {deliveries.map((delivery) => (
          <li key={delivery.id}>
            <Attempt delivery={delivery} said={said} language={language} />
          </li>
        ))}
      </ol>
      {mayManage && unsure?.state === "unknown" && (
        <Unsure filing={filing.id} delivery={unsure} several={deliveries.length > 1} words={words} />
      )}
      {again && (
        <ActionForm action={deliverOnceMore} words={words} className="mt-4 border-line border-t pt-4">
          <input type="hidden" name="filing" value={filing.id} />
          <p>{t(`delivery.${heldAlone ? "againHeld" : (againWords[filing.state] ?? "again")}`)}</p>
          <TextArea name="reden" label={t(`delivery.${heldAlone ? "whyNevertheless" : "why"}`)} rows={2} />
          {filing.state === "outcomeUnknown" && (
            <Tick name="nietAangekomen" value="ja">
              {t("delivery.notArrived")}
              <span className="block text-ink-2 text-sm">{t("delivery.notArrivedHint")}</span>
            </Tick>
          )}
          {held && (
            <Tick name="tochAanleveren" value="ja">
              {t("delivery.nevertheless")}
              <span className="block text-ink-2 text-sm">{t("delivery.notArrivedHint")}</span>
            </Tick>
          )}
          <Submit variant="secondary" size="small" busy={t("delivery.busy")}>
            {t("delivery.sendAgain")}
          </Submit>
        </ActionForm>
      )}
    </Section>
  );
}

function Attempt({
  delivery,
  said,
  language,
}: {
  delivery: StaffDelivery;
  said: { recipient: string; channel: string; helpdesk: string };
  language: Language;
}) {
  const t = useTranslations("staff");
  const words = useTranslations("digipoort");
  const { attempt, version, state, sentAt, createdAt, fault, faultText, statuses } = delivery;
  const at = now().getTime();
  const labelOf = (code: string, since: Date) => meaningOf(code, (at - since.getTime()) / 3_600_000).labelKey;
  return (
    <>
      <p className="font-[640]">
        {t("delivery.attempt", { attempt, version })}:{" "}
        {t(
          `delivery.state.${state === "unknown" && delivery.processReference && fault !== "claimed" ? "noEnd" : state}`,
        )}
      </p>
      <p className="text-ink-2 text-sm">
        {formatMoment(sentAt ?? createdAt, language)}
        <span className="code block">{delivery.deliveryReference}</span>
        {delivery.processReference && (
          <span className="block">
            {t("delivery.kenmerk")} <span className="code break-all">{delivery.processReference}</span>
          </span>
        )}
      </p>
      {fault && (
        <p className="mt-1">
          {faultWords(fault, { staff: t, digipoort: words }, said)}
          {faultText && <span className="block text-ink-2 text-sm">{faultText}</span>}
        </p>
      )}
      {statuses.length > 0 && (
        <details className="mt-1 text-sm">
          <summary className="link min-h-8 cursor-pointer py-1">{t("delivery.told")}</summary>
          <ol className="space-y-1.5">
            {statuses.map(({ code, at: since, errorCode, errorDescription }) => (
              <li key={`${code} ${since.getTime()}`}>
                {words(`codes.${labelOf(code, since)}`, said)}
                <span className="num block text-ink-2">
                  {formatMoment(since, language)} · {code}
                  {errorCode && ` · ${errorCode}`} {errorDescription}
                </span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}
