import { getLocale, getTranslations } from "next-intl/server";
import { ResendCode } from "@/components/identity/resend-code";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { OtpField } from "@/components/ui/otp-field";
import { Submit } from "@/components/ui/submit";
import { formWords } from "@/lib/access/form-words";
import type { ClientPage } from "@/lib/access/page";
import { approvalChallenge } from "@/lib/approvals/approve";
import type { FilingDetail } from "@/lib/approvals/shapes";
import { whatIsApproved } from "@/lib/approvals/shown";
import { now } from "@/lib/ports/clock";
import { formatTime, type Language } from "@/lib/shared/dates";
import { isId } from "@/lib/shared/ids";
import { approve, askForApprovalCode } from "./actions";

/** The last question before anything is sent on: what, how much, and the code that authorises exactly that (F49). */
export async function ApproveDialog({
  page,
  filing,
  challengeId,
  sms,
}: {
  page: ClientPage;
  filing: FilingDetail;
  challengeId: string;
  /** What became of the text message, when it did not go out: "waiting" or "refused". */
  sms?: string;
}) {
  const t = await getTranslations("approvals");
  const language = (await getLocale()) as Language;
  const slug = page.organisation.slug;
  const here = `/o/${slug}/accordering/${filing.id}`;
  const challenge = isId(challengeId)
    ? await page.read((ctx) => approvalChallenge(ctx, page.session, challengeId))
    : null;
  const shown = whatIsApproved(filing, language);
  const title = (
    <>
      <h2 className="text-2xl">{shown.heading}</h2>
      <p className="mt-1 text-ink-2">
        {shown.document}
        <span className="max-md:hidden"> · </span>
        <strong className="num text-ink max-md:block">{shown.amount}</strong>
      </p>
    </>
  );
  const place = { organisatie: slug, filing: filing.id };
  if (!challenge) {
    return (
      <Dialog title={title} closeTo={here} close={t("close")}>
        <p className="mt-6">{t("challengeGone")}</p>
      </Dialog>
    );
  }
  const words = await formWords(
    "code",
    "wrong-code",
    "wrong-code-last",
    "code-expired",
    "code-expired-sent",
    "code-expired-waiting",
    "not-delivered",
    "approval-undeliverable",
    "too-many-tries",
    "too-many-codes",
    "already-completed",
    "attachment-changed",
    "changed",
    "used",
    "expired",
    "wait",
    "no-number",
  );
  const undeliverable = words.reasons["approval-undeliverable"] ?? "";
  words.reasons.undeliverable = undeliverable;
  const underway = sms !== "waiting" && sms !== "refused";
  const { lastSentAt, mobile } = challenge;
  const sentAgo = lastSentAt ? (now().getTime() - lastSentAt.getTime()) / 1000 : 60;
  const hint = t.rich(underway && lastSentAt ? "codeHint" : "codeHintWaiting", {
    time: lastSentAt ? formatTime(lastSentAt, language) : "",
    digits: mobile?.slice(-2) ?? "",
    code: (chunks) => <span className="code">{chunks}</span>,
  });
  return (
    <Dialog title={title} closeTo={here} close={t("close")}>
      {!filing.opened && (
        <Note kind="warning" className="mt-5">
          <strong>{t("notOpened")}</strong> {t("notOpenedText")}{" "}
          <a className="link" href={`${here}/bijlage`}>
            {t("openAttachment")}
          </a>
        </Note>
      )}
      {!underway && (
        <Note kind="warning" role="alert" className="mt-5">
          {sms === "waiting" ? t("smsWaiting") : undeliverable}
        </Note>
      )}
      <ActionForm action={approve} words={words} className="mt-6">
        <input type="hidden" name="organisatie" value={slug} />
        <input type="hidden" name="filing" value={filing.id} />
        <input type="hidden" name="challenge" value={challenge.id} />
        <OtpField label={t("code")} hint={hint} />
        <p className="text-ink-2 text-sm">{t("after", { firm: page.firm.name })}</p>
        <div className="flex flex-wrap gap-3">
          <Submit variant="approve" busy={t("approving")} wide="phone">
            {t("approveAndSend")}
          </Submit>
          <ButtonLink variant="secondary" wide="phone" href={here}>
            {t("cancel")}
          </ButtonLink>
        </div>
      </ActionForm>
      <div className="mt-5 border-line border-t pt-4">
        <ResendCode
          action={askForApprovalCode}
          hidden={{ ...place, challenge: challenge.id }}
          readyIn={Math.max(0, Math.ceil(60 - sentAgo))}
          words={{
            resend: t("resend"),
            resendIn: t.raw("resendIn"),
            resending: t("resending"),
            resent: t("resent"),
            reasons: words.reasons,
          }}
        />
      </div>
    </Dialog>
  );
}
