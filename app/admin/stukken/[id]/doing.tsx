import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { Choice, Choices } from "@/components/ui/choice";
import { Dialog } from "@/components/ui/dialog";
import { Field, TextArea } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Submit } from "@/components/ui/submit";
import { formWords } from "@/lib/access/form-words";
import { streams } from "@/lib/approvals/streams";
import { mayDrop, type OfficeAction, staysAfterWithdrawal } from "@/lib/staff/actions";
import type { StaffFilingDetail } from "@/lib/staff/filing";
import { drop, file, fileAnyway, release, withdraw } from "./actions";
import { doings } from "./to-do";

const forms = { file, release, fileWithoutApproval: fileAnyway, withdraw, drop };
type Asked = keyof typeof forms;

type Props = {
  what: string | string[] | undefined;
  seat: string | string[] | undefined;
  filing: StaffFilingDetail;
  actions: OfficeAction[];
  mayManage: boolean;
  firm: string;
};

/** The question before something is done: what will happen, and the reason where one is needed. */
export async function Doing({ what, seat, filing, actions, mayManage, firm }: Props) {
  const { approvers, state, id } = filing;
  const approver = approvers.find((one) => String(one.seat) === seat);
  const dropping = what === "vervalt" && approver && mayManage && mayDrop(approvers, approver.turn, state);
  const offered = actions.find((action) => action !== "replace" && doings[action] === what);
  const asked: Asked | null = dropping ? "drop" : ((offered as Asked | undefined) ?? null);
  if (!asked) return null;
  const t = await getTranslations("staff");
  const here = `/admin/stukken/${id}`;
  const said = asked === "drop" && filing.signing ? "dropSigner" : asked;
  const stays = asked === "withdraw" ? staysAfterWithdrawal(filing) : null;
  const recipient = t(streams[filing.stream].goesTo === "bank" ? "theBank" : "theKvk");
  const words = await formWords(
    ...[
      "choose-release",
      "reason",
      "reason-too-long",
      "mandate",
      "reference-too-long",
      "before-cut-off",
      "last-approver",
    ],
    ...["not-now", "already-approved", "already-delivered", "already-completed", "already-rejected"],
    ...["already-withdrawn", "already-acceptedByRecipient", "already-refusedByRecipient"],
    ...["already-outcomeUnknown", "already-notDelivered", "already-expired", "already-filedWithoutApproval"],
  );
  return (
    <Dialog
      title={<h2>{t(`do.${said}.name`)}</h2>}
      closeTo={here}
      close={t("cancel")}
      focus={asked === "release" ? "[name=als]" : "textarea, input:not([type=hidden])"}
    >
      <p className="mt-2 mb-4">{t(`do.${said}.text`, { firm, name: approver?.name ?? t("anybody") })}</p>
      {stays && (
        <Note kind="warning" className="mb-4">
          {t(`do.withdraw.${stays}`, { recipient })}
        </Note>
      )}
      <ActionForm action={forms[asked]} words={words}>
        <input type="hidden" name="filing" value={id} />
        {asked === "drop" && <input type="hidden" name="plaats" value={String(seat)} />}
        {asked === "release" && (
          <Choices name="als" label={t("do.release.as")}>
            <Choice type="radio" name="als" value="niet-vastgesteld">
              {t("do.release.not-adopted")}
              <span className="block text-ink-2 text-sm">{t("do.release.not-adopted-text")}</span>
            </Choice>
            <Choice type="radio" name="als" value="niet-ondertekend">
              {t("do.release.not-signed")}
              <span className="block text-ink-2 text-sm">{t("do.release.not-signed-text")}</span>
            </Choice>
            <Choice type="radio" name="als" value="anders">
              {t("do.release.other")}
            </Choice>
          </Choices>
        )}
        {asked === "file" ? (
          <Field name="kenmerk" label={t("filedReferenceField")} autoComplete="off" className="code" />
        ) : (
          <TextArea name="reden" label={t("reason")} hint={t(`do.${said}.hint`, { firm })} />
        )}
        {asked === "fileWithoutApproval" && (
          <Field name="machtiging" label={t("mandate")} hint={t("mandateHint")} autoComplete="off" />
        )}
        <div className="flex flex-wrap gap-3">
          <Submit busy={t("busy")} variant={asked === "withdraw" ? "danger" : "primary"}>
            {t(`do.${said}.button`)}
          </Submit>
          <ButtonLink variant="ghost" href={here}>
            {t("cancel")}
          </ButtonLink>
        </div>
      </ActionForm>
    </Dialog>
  );
}
