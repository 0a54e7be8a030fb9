import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { staySignedIn } from "@/app/actions";
import { SessionEnd } from "@/components/layout/session-end";
import { deviceBack, staffPage } from "@/lib/access/page";
import { decisionChallenge } from "@/lib/approvals/code";
import { filingTitle } from "@/lib/approvals/title";
import type { Language } from "@/lib/shared/dates";
import { isId } from "@/lib/shared/ids";
import { atOffice, identityDocuments } from "@/lib/staff/at-office";
import { staffFiling } from "@/lib/staff/filing";
import { DeskCode } from "../../desk-code";
import { deskFilings } from "../../desk-filings";
import { DeskSigner } from "../../desk-signer";
import { askAtOffice, sendAnotherAtOffice, signAtOffice } from "./actions";
import { Identify } from "./identify";

type Props = {
  params: Promise<{ id: string; seat: string }>;
  searchParams: Promise<Partial<Record<"gezien" | "code" | "sms", string>>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff"))("sign.atOffice") };
}

/** "Op kantoor laten ondertekenen" (B17): a colleague says who it is, and then the device is the client's. */
export default async function AtOfficePage({ params, searchParams }: Props) {
  const page = await staffPage("filing.manage", "handed");
  const { session, firm, actor, read } = page;
  const { id, seat: place } = await params;
  const { gezien, code, sms } = await searchParams;
  if (!isId(id) || !/^\d{1,2}$/.test(place)) notFound();
  const filing = (await read((ctx) => staffFiling(ctx, id))) ?? notFound();
  const detail = `/admin/stukken/${id}`;
  const here = `${detail}/op-kantoor/${place}`;
  const t = await getTranslations("staff");
  const opened = await atOffice(actor, session, id, Number(place));
  if (!opened) redirect(detail);
  const { accountId, name } = opened.deciding;
  const title = filingTitle(filing, (await getLocale()) as Language);
  const seen = identityDocuments.find((one) => one === gezien);
  if (!seen) return <Identify {...{ filing: id, seat: place, name, title, detail }} />;
  const all = await deskFilings(
    page,
    filing,
    (one) => one.party === "client" && one.accountId === accountId && one.turn === "asked",
  );
  if (!all || all.some(({ wrong }) => wrong)) redirect(detail);
  const challenge =
    code && isId(code) ? await opened.scope((ctx) => decisionChallenge(ctx, opened.deciding, code)) : null;
  const draft = challenge?.draft;
  const isFor =
    draft?.decision === "approve" &&
    draft.assistedBy?.id === session.accountId &&
    draft.filings[0] === id &&
    all.every(({ filing: one }) => draft.versions[one.id] === one.version);
  const signing = await getTranslations("signing");
  return (
    <main id="inhoud">
      <DeskSigner
        all={all}
        who={{ accountId, name }}
        firm={firm.name}
        actsFor={filing.organisation.name}
        here={`${here}?gezien=${seen}`}
        codeBy="sms"
        back={{ href: deviceBack, word: t("sign.stop") }}
        ask={askAtOffice}
        hidden={[
          ["plaats", place],
          ["soort", seen],
          ["gezien", "ja"],
        ]}
        code={
          challenge && isFor ? (
            <DeskCode
              what="signed"
              challenge={challenge}
              sms={sms}
              hidden={{ filing: id, plaats: place }}
              closeTo={`${here}?gezien=${seen}`}
              decide={signAtOffice}
              sendAnother={sendAnotherAtOffice}
            />
          ) : null
        }
        gone={code && !isFor ? signing("codeGone") : null}
        beside={<p className="mt-5 text-ink-2 text-sm">{t("sign.helpedBy", { name: session.name })}</p>}
      />
      <SessionEnd session={session} stay={staySignedIn} />
    </main>
  );
}
