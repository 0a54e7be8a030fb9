import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { BatchDone } from "@/components/approvals/batch-done";
import { everywherePage } from "@/lib/access/page";
import { decidedTogether } from "@/lib/approvals/together";
import { isId } from "@/lib/shared/ids";

type Props = { params: Promise<{ challenge: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("approvals"))("batchTitle") };
}

/** What was sent with one code over several organisations. The page keeps its address. */
export default async function SentEverywherePage({ params }: Props) {
  const { challenge } = await params;
  const { firm, read } = await everywherePage("filing.read");
  if (!isId(challenge)) notFound();
  const rows = await read((ctx) => decidedTogether(ctx, challenge));
  if (rows.length === 0) notFound();
  return <BatchDone rows={rows} firm={firm.name} back="/alle-organisaties" across />;
}
