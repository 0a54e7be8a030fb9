import { getTranslations } from "next-intl/server";
import { formatDay, type Language, parseDay } from "@/lib/shared/dates";

/** The words and days that a file says in Dutch, in the language of the reader; a name stays as it is. */
export async function figureTexts(language: Language): Promise<(labelKey: string, text: string) => string> {
  const t = await getTranslations("figures");
  return (labelKey, text) => {
    if (labelKey === "adoptionDate") return parseDay(text) ? formatDay(text, language) : text;
    const key = `values.${labelKey}.${text.toLowerCase()}`;
    return /^[a-z.]+$/i.test(key) && t.has(key) ? t(key) : text;
  };
}
