import { getTranslations } from "next-intl/server";
import { alreadyThere, type SeatsView } from "@/components/signing/seat-words";
import type { Language } from "@/lib/shared/dates";
import { type AlreadyThere, alreadyWords } from "@/lib/signing/already-words";

/** What is said of the signatures that stood in a document when it came here. */
export async function alreadyOf(
  file: Pick<SeatsView, "seats" | "signatures">,
  language: Language,
): Promise<AlreadyThere[]> {
  const [signing, check] = [await getTranslations("signing"), await getTranslations("check")];
  const words = {
    t: (key: string, values?: object) => signing(key as never, values as never),
    check: (key: string, values?: object) => check(key as never, values as never),
  };
  return alreadyThere(file).map((report) => alreadyWords(report, words, language));
}
