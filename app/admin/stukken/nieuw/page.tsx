import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Note } from "@/components/ui/note";
import { staffPage } from "@/lib/access/page";
import { isStream, streams } from "@/lib/approvals/streams";
import { filingTitle } from "@/lib/approvals/title";
import type { Language } from "@/lib/shared/dates";
import { isId } from "@/lib/shared/ids";
import { staffFiling } from "@/lib/staff/filing";
import { preparedUploads } from "@/lib/staff/prepare";
import { banksOf } from "@/lib/staff/publish";
import { staffOrganisationNames } from "@/lib/staff/queries";
import { signingChoice } from "@/lib/staff/signing-choice";
import { Confirm } from "./confirm";
import { PrepareForm } from "./prepare-form";
import { prepareWords, streamChoices } from "./prepare-words";
import { Rejection } from "./rejection";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff"))("publish") };
}

type Query = Partial<
  Record<
    "organisatie" | "soort" | "bijlage" | "gegevens" | "bijlagen" | "vervangt" | "samenMet",
    string | string[]
  >
>;

/** "Stuk klaarzetten": first the organisation and the files, then what was read from them and what staff add. */
export default async function PublishPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { actor, session, read } = await staffPage("filing.publish");
  const query = await searchParams;
  const ids = {
    attachment: idOf(query.bijlage),
    data: idOf(query.gegevens),
    annexes: [query.bijlagen ?? []].flat().filter(isId).slice(0, 5),
    replaces: idOf(query.vervangt),
    together: idOf(query.samenMet),
  };
  const organisations = await read(staffOrganisationNames);
  const before = ids.replaces ? await read((ctx) => staffFiling(ctx, ids.replaces ?? "")) : null;
  if (ids.replaces && !before) notFound();
  const wanted = before?.organisation.id ?? query.organisatie;
  const organisation = organisations.find(({ id }) => id === wanted);
  const wish = before?.stream ?? (isStream(query.soort) ? query.soort : null);
  const { attachment } = ids;
  const prepared =
    organisation && attachment
      ? await read((ctx) => preparedUploads(ctx, organisation.id, { ...ids, attachment }, wish))
      : null;
  const stream = before?.stream ?? wish ?? prepared?.reading?.stream ?? null;
  const banks = prepared && stream && streams[stream].goesTo === "bank" ? await banksOf(actor) : [];
  const like = ids.replaces ?? ids.together;
  const choice =
    organisation && prepared && stream && attachment && streams[stream].signed !== "never"
      ? await signingChoice(actor, organisation.id, { attachment, stream, like })
      : null;
  const t = await getTranslations("staff");
  const language = (await getLocale()) as Language;
  return (
    <div className="max-w-[68rem]">
      <h1 tabIndex={-1}>{t(before ? "newVersion" : "publish")}</h1>
      <p className="mt-1 mb-5 text-ink-2">{t(prepared && stream ? "step2" : "step1")}</p>
      {before && (
        <Note kind="warning" className="mb-4">
          {t("replacesNote", {
            title: filingTitle(before, language),
            organisation: before.organisation.name,
            version: before.version,
            next: before.version + 1,
          })}
        </Note>
      )}
      {before && <Rejection before={before} />}
      {!prepared && ids.together && <Note className="mb-4">{t("sign.anotherNote")}</Note>}
      {attachment && !prepared && (
        <Note kind="warning" role="status" className="mb-4">
          {t("gone")}
        </Note>
      )}
      {organisation && prepared && stream ? (
        <Confirm
          organisation={organisation}
          prepared={prepared}
          stream={stream}
          before={before}
          banks={banks}
          signing={choice && { choice, self: session.accountId, together: ids.together }}
        />
      ) : (
        <PrepareForm
          organisations={organisations}
          streams={await streamChoices(language)}
          chosen={organisation?.id ?? ""}
          replaces={before && { id: before.id, stream: before.stream }}
          together={ids.together}
          words={await prepareWords()}
        />
      )}
    </div>
  );
}

function idOf(text: string | string[] | undefined): string | null {
  return typeof text === "string" && isId(text) ? text : null;
}
