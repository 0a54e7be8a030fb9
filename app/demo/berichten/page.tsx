import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Card, CardBody } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { isDemo } from "@/lib/access/demo";
import { publicPage } from "@/lib/access/page";
import { formatMoment } from "@/lib/shared/dates";
import { demoMessages } from "@/lib/staff/demo";
import { Refresh } from "./refresh";

export const metadata: Metadata = { title: "Berichten van de demo" };

const channels = { sms: "Sms", mail: "E-mail", totp: "Authenticator-app" } as const;

/** Demo only: what this host's people were sent, and the current code of each authenticator app. */
export default async function DemoMessagesPage() {
  if (!isDemo()) notFound();
  const { firm } = await publicPage();
  const messages = await demoMessages(firm.id);
  return (
    <main id="inhoud" className="page max-w-[52rem] py-8">
      <Refresh />
      <h1>Berichten van de demo</h1>
      <p className="mt-2 mb-6 text-ink-2">
        Wat {firm.name} zou versturen, blijft in de demo hier. Nieuwste boven; deze pagina ververst zichzelf.
      </p>
      {messages.length === 0 ? (
        <Empty title="Nog geen berichten" />
      ) : (
        <ul className="space-y-3">
          {messages.map((message) => (
            <li key={`${message.channel}${message.to}${message.at.toISOString()}${message.subject}`}>
              <Card>
                <CardBody>
                  <p className="text-ink-2 text-sm">
                    {channels[message.channel]} aan <b className="text-ink">{message.to}</b> van{" "}
                    {message.from} · {formatMoment(message.at, "nl")}
                  </p>
                  {message.subject && <p className="mt-1 font-[640]">{message.subject}</p>}
                  <p className="mt-1 whitespace-pre-wrap break-words">
                    {message.channel === "totp" ? (
                      <span className="code text-lg">{message.text}</span>
                    ) : (
                      message.text
                    )}
                  </p>
                </CardBody>
              </Card>
            </li>
          ))}
        </ul>
      )}
    </main>
  );
}
