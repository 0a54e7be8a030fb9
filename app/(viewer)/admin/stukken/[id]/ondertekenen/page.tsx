import { MessageSquareX } from "lucide-react";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { staySignedIn } from "@/app/actions";
import { SessionEnd } from "@/components/layout/session-end";
import { ButtonLink } from "@/components/ui/button";
import { staffPage } from "@/lib/access/page";
import { asksForCode, decisionChallenge } from "@/lib/approvals/code";
import { isId } from "@/lib/shared/ids";
import { staffFiling } from "@/lib/staff/filing";
import { DeskCode } from "../desk-code";
import { deskFilings } from "../desk-filings";
import { DeskSigner } from "../desk-signer";
import { askToSign, sendAnother, sign } from "./actions";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ code?: string; sms?: string }>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff"))("sign.title") };
}

/** The accountant reads the document and signs it for the firm, with a code of his own. */
export default async function AccountantSignsPage({ params, searchParams }: Props) {
  const page = await staffPage("filing.sign");
  const { session, firm, read } = page;
  const { id } = await params;
  const { code, sms } = await searchParams;
  if (!isId(id)) notFound();
  const filing = (await read((ctx) => staffFiling(ctx, id))) ?? notFound();
  const detail = `/admin/stukken/${id}`;
  const here = `${detail}/ondertekenen`;
  const all = await deskFilings(
    page,
    filing,
    ({ party, accountId, turn }) =>
      party === "accountant" && accountId === session.accountId && turn === "asked",
  );
  // What came in between, or is not right, is told on its own page.
  if (!all || all.some(({ wrong }) => wrong)) redirect(detail);
  const asks = await read((ctx) =>
    asksForCode(ctx, { decision: "approve", filings: [], versions: {}, hand: { sealed: "", hash: "" } }),
  );
  const challenge = code && isId(code) ? await read((ctx) => decisionChallenge(ctx, session, code)) : null;
  const draft = challenge?.draft;
  const isFor =
    draft?.decision === "approve" &&
    draft.hand !== undefined &&
    draft.filings[0] === id &&
    all.every(({ filing: one }) => draft.versions[one.id] === one.version);
  const signing = await getTranslations("signing");
  return (
    <main id="inhoud">
      <DeskSigner
        all={all}
        who={session}
        firm={firm.name}
        actsFor={firm.name}
        here={here}
        codeBy={asks ? "app" : null}
        ask={askToSign}
        code={
          challenge && isFor ? (
            <DeskCode
              what="signed"
              challenge={challenge}
              sms={sms}
              hidden={{ filing: id }}
              closeTo={here}
              decide={sign}
              sendAnother={sendAnother}
            />
          ) : null
        }
        gone={code && !isFor ? signing("codeGone") : null}
        beside={
          <ButtonLink variant="danger" size="small" wide className="mt-5" href={`${detail}/weigeren`}>
            <MessageSquareX aria-hidden />
            {signing("refuseInstead")}
          </ButtonLink>
        }
      />
      <SessionEnd session={session} stay={staySignedIn} />
    </main>
  );
}
