import { getTranslations } from "next-intl/server";
import type { Stream } from "@/lib/approvals/shapes";
import { streams } from "@/lib/approvals/streams";

/** Who passes a document on to its recipient, and whom staff call about it: what statuses are worded with. */
export async function channelWords(stream: Stream): Promise<{ channel: string; helpdesk: string }> {
  const t = await getTranslations("digipoort");
  const bank = streams[stream].goesTo === "bank";
  return {
    channel: t(bank ? "channelBank" : "channelKvk"),
    helpdesk: t(bank ? "helpdeskBank" : "helpdeskKvk"),
  };
}
