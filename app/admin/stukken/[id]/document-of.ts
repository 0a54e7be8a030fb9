import { cache } from "react";
import { staffPage } from "@/lib/access/page";
import { delivers } from "@/lib/approvals/streams";
import { isId } from "@/lib/shared/ids";
import { staffDeliveries } from "@/lib/staff/deliveries";
import { staffFiling } from "@/lib/staff/filing";

/** The document in the URL, read once for the title and the page together; null when it is out of reach. */
export const documentOf = cache(async (id: string) => {
  const page = await staffPage("client.read");
  if (!isId(id)) return null;
  const found = await page.read(async (ctx) => {
    const filing = await staffFiling(ctx, id);
    return filing && { filing, deliveries: delivers(filing.stream) ? await staffDeliveries(ctx, id) : [] };
  });
  return found && { ...page, ...found };
});
