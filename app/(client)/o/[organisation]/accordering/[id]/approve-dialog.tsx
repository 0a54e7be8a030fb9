import { cookies } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import { challengeOf } from "@/app/(client)/challenge-of";
import { decisionWords } from "@/app/(client)/decision-words";
import { DecisionForm } from "@/components/approvals/decision-form";
import { listOf } from "@/components/approvals/task-row";
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
import { approve } from "./actions";
import { Adoption } from "./adoption";

type Props = {
  page: ClientPage;
  filing: FilingDetail;
  challengeId: string;
  /** What became of the text message, when it did not go out: "waiting" or "refused". */
  sms?: string | undefined;
};

/**
 * The last question before anything is sent on: what, how much, in whose name, now or later, and the code that
 * authorises exactly that (F47, F49). Whoever chooses later is asked for no code.
 */
export async function ApproveDialog({ page, filing, challengeId, sms }: Props) {
  const t = await getTranslations("approvals");
  const language = (await getLocale()) as Language;
  const slug = page.organisation.slug;
  const here = `/o/${slug}/accordering/${filing.id}`;
  const firm = page.firm.name;
  const challenge = await challengeOf(page, challengeId);
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
  const isFor = challenge?.draft.decision === "approve" && challenge.draft.filings.join() === filing.id;
  if (!challenge || !isFor) {
    return (
      <Dialog title={title} closeTo={here} close={t("close")}>
        <p className="mt-6">{t("challengeGone")}</p>
      </Dialog>
    );
  }
  const { goesTo, asks } = streams[filing.stream];
  return (
    <Dialog
      title={title}
      closeTo={here}
      close={t("close")}
      focus={asks.length > 0 ? "#vastgesteld-ja" : "#code"}
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
        hidden={{ filing: filing.id }}
        sms={sms}
        closeTo={here}
        decide={approve}
        sendAnother={sendAnotherCode}
        words={
          await decisionWords(
            "approved",
            ...["adoption", "adoption-date", "adoption-in-future", "adoption-before-end"],
            ...["adoption-differs", "copy-address"],
          )
        }
        before={
          <>
            {asks.length > 0 && <Adoption file={adoptionIn(filing.figures)} firm={firm} />}
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
            {t(`after.${goesTo}`, { firm })}
          </p>
        }
        submit={
          <Submit variant="approve" busy={t("approving")} wide="phone">
            <span className="group-has-[#wanneer-later:checked]:hidden">{t("approveAndSend")}</span>
            <span className="hidden group-has-[#wanneer-later:checked]:inline">{t("approveLater")}</span>
          </Submit>
        }
      />
    </Dialog>
  );
}

/** In which capacity one approves, and who has to approve as well (B21, D2). */
async function Jointly({ filing, language }: { filing: FilingDetail; language: Language }) {
  const t = await getTranslations("approvals");
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
