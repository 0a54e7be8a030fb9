import { Download } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { capacityOf } from "@/app/admin/stukken/capacity";
import { alreadyOf } from "@/app/already-of";
import { listOf } from "@/components/approvals/task-row";
import { Already } from "@/components/signing/already";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import type { StaffPage } from "@/lib/access/page";
import { signedBy } from "@/lib/approvals/signing/missing";
import type { Revision, SigningSeat } from "@/lib/approvals/signing/shapes";
import { filingTitle } from "@/lib/approvals/title";
import { formatBytes } from "@/lib/shared/bytes";
import { formatMoment, type Language } from "@/lib/shared/dates";
import { lookAtSignatures } from "@/lib/signing/look";
import { mayDrop } from "@/lib/staff/actions";
import type { StaffFilingDetail } from "@/lib/staff/filing";
import { Finishing } from "./finishing";
import { Numbers, toCall } from "./people";
import { PutAgain } from "./put-again";
import { Section } from "./section";

type Props = {
  filing: StaffFilingDetail;
  /** Who looks: an accountant signs here himself. */
  me: string;
  maySign: boolean;
  mayManage: boolean;
  language: Language;
  read: StaffPage["read"];
};

/** "Ondertekening": who signs, in which order and how far each is; what is in the file, and at which level. */
export async function SigningSection({ filing, me, maySign, mayManage, language, read }: Props) {
  const t = await getTranslations("staff");
  const { signing, id, approvers, state } = filing;
  if (!signing) return null;
  const { seats, revisions, proof, together } = signing;
  const several = new Set(seats.map(({ step }) => step)).size > 1;
  const mine = seats.some(
    (seat) => seat.party === "accountant" && seat.accountId === me && seat.turn === "asked",
  );
  const look = await lookAtSignatures(read, revisions[0]?.fileId ?? filing.attachment.id);
  const over = seats.every(({ turn }) => turn === "approved" || turn === "dropped");
  const { signed, missing } = signedBy(seats);
  const fileHref = (file: string) => `/admin/stukken/${id}/bestand/${file}?bewaren`;
  return (
    <Section id="people" title={t("sign.title")}>
      {mine && maySign && (
        <Note kind="brand" className="mb-4">
          <p className="mb-3 font-[620]">{t("sign.youSign")}</p>
          <ButtonLink variant="approve" size="small" href={`/admin/stukken/${id}/ondertekenen`}>
            {t("sign.toSign")}
          </ButtonLink>
        </Note>
      )}
      <ol className="space-y-4">
        {seats.map((seat) => (
          <li key={seat.seat} className="border-line border-b pb-4 last:border-b-0 last:pb-0">
            <Seat seat={seat} revisions={revisions} several={several} language={language} />
            {seat.party === "client" && <Numbers people={toCall(seat, filing)} named={false} />}
            {seat.mandateFileId && (
              <p className="text-sm">
                <a className="link" href={fileHref(seat.mandateFileId)}>
                  <Download aria-hidden className="mr-1 inline size-4" />
                  {t("sign.mandate")}
                </a>
              </p>
            )}
            {seat.put?.state === "stopped" && mayManage && (
              <PutAgain filing={id} seat={seat.seat} name={seat.name ?? ""} />
            )}
            {mayManage && seat.party === "client" && seat.turn === "asked" && seat.accountId && (
              <a
                className="link flex min-h-6 w-fit items-center text-sm"
                href={`/admin/stukken/${id}/op-kantoor/${seat.seat}`}
              >
                {t("sign.atOffice")}
              </a>
            )}
            {mayManage && mayDrop(approvers, seat.turn, state) && (
              <a
                className="link flex min-h-6 w-fit items-center text-sm"
                href={`/admin/stukken/${id}?doe=vervalt&plaats=${seat.seat}`}
                aria-label={t("sign.dropFor", { name: seat.name ?? "" })}
              >
                {t("sign.drop")}
              </a>
            )}
          </li>
        ))}
      </ol>
      <Already there={await alreadyOf({ seats, signatures: look?.signatures ?? [] }, language)} />
      {together.length > 0 && (
        <p className="mt-4 text-sm">
          {t("sign.togetherWith")}{" "}
          {together.map((one, index) => (
            <span key={one.id}>
              {index > 0 && ", "}
              <a className="link" href={`/admin/stukken/${one.id}`}>
                {filingTitle(one, language)}
              </a>
            </span>
          ))}
        </p>
      )}
      {over && missing.length > 0 && (
        <p className="mt-4">
          {t("sign.without", { names: listOf(signed, language), without: listOf(missing, language) })}
        </p>
      )}
      <Finishing filing={filing} mayManage={mayManage} />
      {(revisions.length > 0 || proof) && (
        <>
          <h3 className="mt-5 mb-1 text-base">{t("sign.files")}</h3>
          <ul className="space-y-2">
            {proof && (
              <li>
                <a className="link" href={fileHref(proof.fileId)}>
                  <Download aria-hidden className="mr-1 inline size-4" />
                  {t("sign.proof")}
                </a>{" "}
                <span className="text-ink-2 text-sm">{formatMoment(proof.at, language)}</span>
              </li>
            )}
            {revisions.map((revision, index) => (
              <li key={revision.revision}>
                <a className="link" href={fileHref(revision.fileId)}>
                  <Download aria-hidden className="mr-1 inline size-4" />
                  {t(index === 0 ? "sign.newest" : "sign.after", {
                    name: seats.find(({ seat }) => seat === revision.seat)?.name ?? "",
                    what: revision.kind,
                  })}
                </a>{" "}
                <span className="text-ink-2 text-sm">
                  {formatMoment(revision.at, language)} · {formatBytes(revision.bytes, language)}
                </span>
                <p className="code whitespace-normal! break-all text-ink-2 text-xs">
                  SHA-256 {revision.sha256}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

async function Seat({
  seat,
  revisions,
  several,
  language,
}: {
  seat: SigningSeat;
  revisions: readonly Revision[];
  /** Whether there is an order at all. */
  several: boolean;
  language: Language;
}) {
  const t = await getTranslations("staff");
  const { name, step, deputyFor, put } = seat;
  const capacity = await capacityOf(seat);
  const revision = revisions.find((one) => one.seat === seat.seat);
  const stopped = put?.state === "stopped";
  return (
    <>
      <p>
        <span className="font-[600]">{name}</span>
        {capacity && <span className="text-ink-2"> · {capacity}</span>}
      </p>
      {deputyFor && <p className="text-sm">{t("sign.deputy", { name: deputyFor })}</p>}
      <p className={stopped ? "font-[620] text-danger text-sm" : "text-ink-2 text-sm"}>
        {several && `${t("sign.stepNumber", { step })} · `}
        {t(`sign.states.${stateOf(seat)}`, {
          at: put ? formatMoment(put.putAt ?? put.givenAt, language) : "",
        })}
      </p>
      {put?.fault && (
        <p className="text-sm">
          {t.has(`sign.faults.${put.fault}`) ? t(`sign.faults.${put.fault}`) : t("sign.faults.unknown")}
        </p>
      )}
      {revision && (
        <div className="mt-1 text-ink-2 text-sm">
          <p>{t(`sign.levels.${revision.level}`)}</p>
          {revision.stampedAt && (
            <p>
              {t("sign.stamped", {
                at: formatMoment(revision.stampedAt, language),
                by: revision.stampedBy ?? "",
              })}
            </p>
          )}
          {revision.certificateName && (
            <p className="wrap-anywhere">
              {t("sign.certificate", {
                name: revision.certificateName,
                serial: revision.certificateSerial ?? "",
              })}
            </p>
          )}
        </div>
      )}
      {seat.reason && <p className="text-sm">{seat.reason}</p>}
    </>
  );
}

/** How far one signature is, in one word of ours. */
function stateOf({ turn, put }: SigningSeat) {
  if (put) return put.state;
  return turn === "readyToSend" ? "asked" : turn;
}
