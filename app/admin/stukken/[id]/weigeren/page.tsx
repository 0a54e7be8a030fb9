import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { decisionWords } from "@/app/(client)/decision-words";
import { DeskCode } from "@/app/(viewer)/admin/stukken/[id]/desk-code";
import {
  askToRefuse,
  refuseToSign,
  sendAnother,
} from "@/app/(viewer)/admin/stukken/[id]/ondertekenen/actions";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { ChoiceCards } from "@/components/ui/choice-cards";
import { TextArea } from "@/components/ui/field";
import { Submit } from "@/components/ui/submit";
import { staffPage } from "@/lib/access/page";
import { decisionChallenge } from "@/lib/approvals/code";
import { rejectionCategories } from "@/lib/approvals/rejection";
import { undecided } from "@/lib/approvals/rules";
import { filingTitle } from "@/lib/approvals/title";
import type { Language } from "@/lib/shared/dates";
import { isId } from "@/lib/shared/ids";
import { staffFiling } from "@/lib/staff/filing";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff"))("sign.refuseTitle") };
}

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ code?: string; sms?: string }>;
};

/** An accountant does not sign: what is wrong, and then the code. Nothing goes further until there is a new version. */
export default async function RefuseToSignPage({ params, searchParams }: Props) {
  const { session, read } = await staffPage("filing.sign");
  const { id } = await params;
  const { code, sms } = await searchParams;
  if (!isId(id)) notFound();
  const filing = (await read((ctx) => staffFiling(ctx, id))) ?? notFound();
  const detail = `/admin/stukken/${id}`;
  const asked = filing.signing?.seats.some(
    ({ party, accountId, turn }) =>
      party === "accountant" && accountId === session.accountId && turn === "asked",
  );
  if (!asked || !undecided.includes(filing.state)) redirect(detail);
  const challenge = code && isId(code) ? await read((ctx) => decisionChallenge(ctx, session, code)) : null;
  const isFor = challenge?.draft.decision === "reject" && challenge.draft.filings[0] === id;
  const t = await getTranslations("staff");
  const approvals = await getTranslations("approvals");
  return (
    <div className="max-w-[44rem]">
      <p className="mb-1 text-sm">
        <a className="link" href={detail}>
          {filingTitle(filing, (await getLocale()) as Language)}
        </a>
      </p>
      <h1 tabIndex={-1}>{t("sign.refuseTitle")}</h1>
      <p className="mt-2 mb-5 text-ink-2">{t("sign.refuseText")}</p>
      <Card>
        <CardBody>
          {challenge && isFor ? (
            <DeskCode
              what="rejected"
              challenge={challenge}
              sms={sms}
              hidden={{ filing: id }}
              closeTo={detail}
              decide={refuseToSign}
              sendAnother={sendAnother}
            />
          ) : (
            <ActionForm
              action={askToRefuse}
              words={await decisionWords("rejected", "category", "rejection-reason", "reason-too-long")}
            >
              <input type="hidden" name="filing" value={id} />
              <input type="hidden" name="versie" value={filing.version} />
              <ChoiceCards
                name="soort"
                label={approvals("whatIsWrong")}
                options={rejectionCategories.map((value) => ({
                  value,
                  label: approvals(`categories.${value}`),
                }))}
              />
              <TextArea name="reden" label={t("reason")} rows={5} />
              <div className="flex flex-wrap gap-3">
                <Submit variant="reject" busy={t("busy")}>
                  {t("sign.refuseNext")}
                </Submit>
                <ButtonLink variant="secondary" href={detail}>
                  {t("cancel")}
                </ButtonLink>
              </div>
            </ActionForm>
          )}
        </CardBody>
      </Card>
    </div>
  );
}
