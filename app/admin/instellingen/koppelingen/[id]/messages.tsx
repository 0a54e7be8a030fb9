import { useTranslations } from "next-intl";
import { Card, CardBody } from "@/components/ui/card";
import { Table, Td, Th } from "@/components/ui/table";
import type { SentMessage } from "@/lib/backoffice/endpoints";
import { formatMoment, type Language } from "@/lib/shared/dates";

/** The last messages to a program, the newest first; all of them stand under "Verzending". */
export function Messages({ messages, language }: { messages: SentMessage[]; language: Language }) {
  const t = useTranslations("settings");
  const sending = useTranslations("sending");
  if (messages.length === 0)
    return (
      <Card>
        <CardBody>
          <h2 className="text-lg">{t("messages")}</h2>
          <p className="mt-1 text-ink-2">{t("noMessages")}</p>
        </CardBody>
      </Card>
    );
  return (
    <Card aria-labelledby="berichten">
      <h2 id="berichten" className="px-card pt-card pb-2 text-lg">
        {t("messages")}
      </h2>
      <Table caption={t("messages")} stacks>
        <thead>
          <tr>
            <Th>{t("message")}</Th>
            <Th>{sending("when")}</Th>
            <Th>{sending("state")}</Th>
          </tr>
        </thead>
        <tbody>
          {messages.map((one) => {
            const key = `event.${one.event.replace(".", "-")}` as "event.filing-approved";
            const wrong = one.status === "failed";
            return (
              <tr key={one.id}>
                <Td className="font-[600]">{t.has(key) ? t(key) : one.event}</Td>
                <Td label={sending("when")} className="whitespace-nowrap text-ink-2">
                  {formatMoment(one.createdAt, language)}
                </Td>
                <Td label={sending("state")}>
                  <div>
                    <span className={wrong ? "font-[620] text-danger" : undefined}>
                      {sending(`status.${one.status}`)}
                    </span>
                    {one.fault && (
                      <span className="block text-ink-2 text-sm">{sending(`fault.${one.fault}`)}</span>
                    )}
                    {one.attempts > 1 && (
                      <span className="block text-ink-2 text-sm">
                        {sending("attempts", { count: one.attempts })}
                      </span>
                    )}
                  </div>
                </Td>
              </tr>
            );
          })}
        </tbody>
      </Table>
      <p className="px-card py-3 text-sm">
        <a className="link" href="/admin/verzending">
          {t("allSendings")}
        </a>
      </p>
    </Card>
  );
}
