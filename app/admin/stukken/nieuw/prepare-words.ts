import { getTranslations } from "next-intl/server";
import { formWords } from "@/lib/access/form-words";
import { allStreams, delivers, streams } from "@/lib/approvals/streams";
import type { Language } from "@/lib/shared/dates";
import type { PrepareWords } from "./prepare-form";
import type { StreamChoice } from "./stream-field";

/** What may be wrong with a file, and what may be missing. */
const refusals = [
  ...["not-a-pdf", "locked", "empty", "damaged", "too-large", "not-html"],
  ...["not-xml", "has-dtd", "not-xbrl", "unreadable-encoding", "contradictory", "no-period", "no-amount"],
  ...["not-in-euros", "not-whole-euros", "other-organisation", "of-the-unity", "upload-failed"],
  ...["too-many-uploads", "uploads-busy"],
  ...["other-stream", "bank-file-for-kvk", "bank-file-for-accounts", "accounts-for-bank"],
  "publication-for-bank",
  ...["choose-organisation", "choose-pdf", "choose-xbrl", "choose-stream"],
];

/** The sentences of step one. Those about what stands in a file are beside the names of its figures. */
export async function prepareWords(): Promise<PrepareWords> {
  const t = await getTranslations("staff");
  const figures = await getTranslations("figures");
  const words = await formWords(...refusals);
  return {
    reasons: { ...(figures.raw("refusals") as Record<string, string>), ...words.reasons },
    organisation: t("organisation"),
    chooseOrganisation: t("chooseOrganisation"),
    attachment: t("attachment"),
    attachmentHint: t("attachmentHint"),
    xbrl: t("xbrl"),
    xbrlHints: {
      required: t("xbrlHint.required"),
      optional: t("xbrlHint.optional"),
      none: t("xbrlHint.none"),
      unknown: t("xbrlHint.unknown"),
    },
    summary: words.summary,
    stream: t("stream"),
    streamHint: t("streamHint"),
    chooseStream: t("chooseStream"),
    streamRead: t("streamRead"),
    annex: t("annex"),
    annexHint: t("annexHint"),
    browse: t("browse"),
    noFile: t("noFile"),
    uploading: t.raw("uploading"),
    uploaded: t("uploaded"),
    retry: t("retry"),
    stop: t("stop"),
    toParent: t.raw("toParent"),
    next: t("toCheck"),
    waiting: t("waitingForFiles"),
  };
}

export async function streamChoices(language: Language): Promise<StreamChoice[]> {
  const t = await getTranslations("staff");
  return allStreams.map((key) => ({
    key,
    name: streams[key].name[language],
    about: t.has(`streamAbout.${key}`) ? t(`streamAbout.${key}`) : null,
    data: streams[key].data,
    delivers: delivers(key),
  }));
}
