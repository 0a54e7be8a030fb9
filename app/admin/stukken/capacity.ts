import { getTranslations } from "next-intl/server";

/** In which capacity somebody acts, and for whom: "bestuurder, namens Van Dijk Holding B.V." */
export async function capacityOf({
  capacity,
  onBehalfOf,
}: {
  capacity: string | null;
  onBehalfOf: string | null;
}): Promise<string> {
  const t = await getTranslations("approvals");
  const word = capacity && t.has(`capacities.${capacity}`) ? t(`capacities.${capacity}`) : (capacity ?? "");
  return onBehalfOf
    ? (await getTranslations("staff"))("onBehalfOf", { capacity: word, name: onBehalfOf })
    : word;
}
