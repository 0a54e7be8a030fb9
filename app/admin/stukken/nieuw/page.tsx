import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Note } from "@/components/ui/note";
import { formWords } from "@/lib/access/form-words";
import { staffPage } from "@/lib/access/page";
import { isId } from "@/lib/shared/ids";
import { preparedUploads, staffOrganisationNames } from "@/lib/staff/queries";
import { Confirm } from "./confirm";
import { PrepareForm } from "./prepare-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff"))("publish") };
}

type Query = Promise<{ organisatie?: string; pdf?: string; xbrl?: string }>;

const refusals = [
  ...[
    "not-a-pdf",
    "locked",
    "empty",
    "damaged",
    "too-large",
    "not-xml",
    "has-dtd",
    "not-xbrl",
    "unreadable-encoding",
  ],
  ...[
    "not-a-vat-return",
    "contradictory",
    "no-ob-number",
    "no-period",
    "no-amount",
    "not-in-euros",
    "not-whole-euros",
  ],
  ...["other-organisation", "upload-failed", "choose-organisation", "choose-pdf", "choose-xbrl"],
];

/** "Stuk klaarzetten": first the organisation and the files, then what was read from them. */
export default async function PublishPage({ searchParams }: { searchParams: Query }) {
  const { read } = await staffPage("filing.publish");
  const query = await searchParams;
  const organisations = await read(staffOrganisationNames);
  const t = await getTranslations("staff");
  const chosen = organisations.find(({ id }) => id === query.organisatie);
  const ids = { pdf: uuid(query.pdf), xbrl: uuid(query.xbrl) };
  const prepared =
    chosen && ids.pdf && ids.xbrl
      ? await read((ctx) => preparedUploads(ctx, chosen.id, { pdf: ids.pdf ?? "", xbrl: ids.xbrl ?? "" }))
      : null;
  return (
    <div className="max-w-[60rem]">
      <h1 tabIndex={-1}>{t("publish")}</h1>
      <p className="mt-1 mb-5 text-ink-2">{t(prepared ? "step2" : "step1")}</p>
      {query.pdf && !prepared && (
        <Note kind="warning" role="status" className="mb-4">
          {t("gone")}
        </Note>
      )}
      {chosen && prepared ? (
        <Confirm organisation={chosen} prepared={prepared} />
      ) : (
        <PrepareForm
          organisations={organisations}
          chosen={chosen?.id ?? ""}
          words={{
            ...(await formWords(...refusals)),
            organisation: t("organisation"),
            chooseOrganisation: t("chooseOrganisation"),
            pdf: t("pdf"),
            pdfHint: t("pdfHint"),
            xbrl: t("xbrl"),
            xbrlHint: t("xbrlHint"),
            browse: t("browse"),
            noFile: t("noFile"),
            uploading: t.raw("uploading"),
            uploaded: t("uploaded"),
            retry: t("retry"),
            stop: t("stop"),
            next: t("toCheck"),
            waiting: t("waitingForFiles"),
          }}
        />
      )}
    </div>
  );
}

function uuid(text: string | undefined): string | null {
  return text && isId(text) ? text : null;
}
