import { cookies } from "next/headers";
import { useTranslations } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import { challengeOf } from "@/app/(client)/challenge-of";
import { decisionWords } from "@/app/(client)/decision-words";
import { DecisionForm } from "@/components/approvals/decision-form";
import { listOf } from "@/components/approvals/task-row";
import { ButtonLink } from "@/components/ui/button";
import { ChoiceCards } from "@/components/ui/choice-cards";
import { Dialog } from "@/components/ui/dialog";
import { Note } from "@/components/ui/note";
import { Submit } from "@/components/ui/submit";
import type { ClientPage } from "@/lib/access/page";
import { adoptionIn } from "@/lib/approvals/adoption";
import { readCookie, readMark, wasReadHere } from "@/lib/approvals/read-here";
import type { FilingDetail } from "@/lib/approvals/shapes";
import { whatIsDecided } from "@/lib/approvals/shown";
import { streams } from "@/lib/approvals/streams";
import type { Language } from "@/lib/shared/dates";
import { sendAnotherCode } from "../actions";
import { approve, askForApprovalCode } from "./actions";
import { Adoption } from "./adoption";
import { versionIn } from "./filing-of";

type Props = {
  page: ClientPage;
  filing: FilingDetail;
  /** The version that was looked at, as the button says it; or the challenge of the code, once it was asked for. */
  asked: string;
  /** What became of the text message, when it did not go out: "waiting" or "refused". */
  sms?: string | undefined;
};

/**
 * The last question before anything is sent on: what, how much, in whose name, now or later (F47), and then the code
 * that authorises exactly that (F49). The text message goes out when "Direct verzenden" was chosen, and not before:
 * whoever collects documents for later is asked for no code, and uses none up.
 */
export async function ApproveDialog({ page, filing, asked, sms }: Props) {
  const t = await getTranslations("approvals");
  const language = (await getLocale()) as Language;
  const slug = page.organisation.slug;
  const here = `/o/${slug}/accordering/${filing.id}`;
  const firm = page.firm.name;
  const version = versionIn(asked);
  const challenge = version === null ? await challengeOf(page, asked) : null;
  const mark = readMark(page.session.accountId, filing.attachment.sha256);
  const readHere = wasReadHere((await cookies()).get(readCookie)?.value, mark);
  const shown = whatIsDecided(filing, "approved", language);
  const title = (
    <>
      <h2 className="text-2xl">{shown.heading}</h2>
      <p className="mt-1 text-ink-2">
        {shown.document}
        {shown.amount && (
          <>
            <span className="max-md:hidden"> · </span>
            <strong className="num text-ink max-md:block">{shown.amount}</strong>
          </>
        )}
      </p>
    </>
  );
  const draft = challenge?.draft;
  const isFor = draft?.decision === "approve" && draft.filings.join() === filing.id;
  const seen = isFor ? draft.versions[filing.id] : version;
  if (seen !== filing.version) {
    return (
      <Dialog title={title} closeTo={here} close={t("close")}>
        <p className="mt-6">{t(typeof seen === "number" ? "changedSince" : "challengeGone")}</p>
        <ButtonLink className="mt-5" variant="secondary" wide="phone" href={here}>
          {t("lookAgain")}
        </ButtonLink>
      </Dialog>
    );
  }
  const { goesTo, asks } = streams[filing.stream];
  const given = isFor && draft.decision === "approve" ? draft.answers : undefined;
  return (
    <Dialog
      // Another question than before: the focus goes to its beginning.
      key={challenge?.id ?? "when"}
      title={title}
      closeTo={here}
      close={t("close")}
      focus={challenge ? "#code" : asks.length > 0 ? "#vastgesteld-ja" : "#wanneer-direct"}
    >
      {!readHere && (
        <Note kind="warning" className="mt-5">
          <strong>{t("notOpened")}</strong> {t("notOpenedText")}{" "}
          <a className="link" href={`${here}/bijlage`}>
            {t("openAttachment")}
          </a>
        </Note>
      )}
      <Jointly filing={filing} language={language} />
      <DecisionForm
        what="approved"
        challenge={challenge}
        scope={slug}
        hidden={{ filing: filing.id, versie: String(filing.version) }}
        sms={sms}
        closeTo={here}
        decide={challenge ? approve : askForApprovalCode}
        sendAnother={sendAnotherCode}
        words={
          await decisionWords(
            "approved",
            ...["adoption", "adoption-date", "adoption-in-future", "adoption-before-end"],
            ...["adoption-differs", "adoption-disagrees", "copy-address", "other-answers"],
          )
        }
        before={
          <>
            {asks.length > 0 && (
              <Adoption
                file={adoptionIn(filing.figures)}
                firm={firm}
                adoptedOn={filing.adoptedOn}
                given={given}
              />
            )}
            <ChoiceCards
              name="wanneer"
              label={t("when")}
              initial="direct"
              beside
              options={[
                { value: "direct", label: t("direct"), text: t(`directTo.${goesTo}`, { firm }) },
                { value: "later", label: t("later"), text: t("laterText") },
              ]}
            />
          </>
        }
        after={
          <p className="text-ink-2 text-sm group-has-[#wanneer-later:checked]:hidden">
            {challenge ? t(`after.${goesTo}`, { firm }) : t("codeFollows")}
          </p>
        }
        submit={
          <Submit variant="approve" busy={t(challenge ? "approving" : "requesting")} wide="phone">
            <span className="group-has-[#wanneer-later:checked]:hidden">
              {t(challenge ? "approveAndSend" : "askCode")}
            </span>
            <span className="hidden group-has-[#wanneer-later:checked]:inline">{t("approveLater")}</span>
          </Submit>
        }
      />
    </Dialog>
  );
}

/** In which capacity one approves, and who has to approve as well (B21, D2). */
function Jointly({ filing, language }: { filing: FilingDetail; language: Language }) {
  const t = useTranslations("approvals");
  const left = filing.approvers.filter(({ turn }) => turn === "asked" || turn === "readyToSend");
  const own = left.filter(({ mine, name }) => mine && name !== null);
  const others = left.filter(({ mine, name }) => !mine && name !== null);
  if (filing.approvers.length < 2 && !own.some(({ onBehalfOf }) => onBehalfOf)) return null;
  return (
    <div className="mt-5 space-y-1">
      {own.map(({ seat, capacity, onBehalfOf }) => (
        <p key={seat}>
          {t(onBehalfOf ? "asFor" : "as", {
            capacity: t(t.has(`capacities.${capacity}`) ? `capacities.${capacity}` : "capacities.other"),
            onBehalfOf: onBehalfOf ?? "",
          })}
        </p>
      ))}
      {others.length > 0 && (
        <p>
          {t("othersToo", {
            names: listOf(
              others.map(({ name }) => name ?? ""),
              language,
            ),
            count: new Set(others.map(({ name }) => name)).size,
          })}
        </p>
      )}
    </div>
  );
}
