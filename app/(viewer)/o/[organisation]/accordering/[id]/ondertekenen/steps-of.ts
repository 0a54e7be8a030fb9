import type { getTranslations } from "next-intl/server";
import type { CodeBy, SeatsView } from "@/components/signing/seat-words";

type Words = Awaited<ReturnType<typeof getTranslations<"signing">>>;

/** "Zo werkt het": read, sign in the green field, confirm with a code where the firm asks for one. */
export function stepsOf({ seats, me }: SeatsView, codeBy: CodeBy | null, pages: number | null, t: Words) {
  const mine = seats.filter(({ accountId }) => accountId === me);
  const own = [...new Set(mine.flatMap(({ field }) => field?.place?.page ?? []))];
  const [page] = own;
  const where =
    page === undefined
      ? t("placeNowhere")
      : own.length > 1
        ? t("placeOnBoth", { pages: own.join(", ") })
        : t("placeOn", { page });
  return [
    { name: t("read"), detail: t("readText", { pages: pages ?? 0 }) },
    { name: t("place"), detail: where },
    ...(codeBy ? [{ name: t("confirm"), detail: t(`confirmBy.${codeBy}`) }] : []),
  ];
}
