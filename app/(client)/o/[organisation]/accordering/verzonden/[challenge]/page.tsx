import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { BatchDone } from "@/components/approvals/batch-done";
import { clientPage } from "@/lib/access/page";
import { decidedTogether } from "@/lib/approvals/together";
import { isId } from "@/lib/shared/ids";

type Props = { params: Promise<{ organisation: string; challenge: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("approvals"))("batchTitle") };
}

/** What was sent with one code, and what happens to each of it. The page keeps its address. */
export default async function SentPage({ params }: Props) {
  const { organisation: slug, challenge } = await params;
  const { firm, organisation, read } = await clientPage("filing.read", slug);
  if (!isId(challenge)) notFound();
  const rows = await read((ctx) => decidedTogether(ctx, challenge, organisation.id));
  if (rows.length === 0) notFound();
  return <BatchDone rows={rows} firm={firm.name} back={`/o/${slug}/accordering`} />;
}
