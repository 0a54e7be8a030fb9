import { cn } from "@/components/ui/cn";
import type { FilingState, Stream } from "@/lib/approvals/shapes";
import { standingOf } from "./state";

const loud: Partial<Record<FilingState, string>> = {
  rejected: "text-danger",
  refusedByRecipient: "text-danger",
  outcomeUnknown: "text-warning",
  notDelivered: "text-warning",
};

/** How a document stands, in words; what went wrong stands out, and what is well does not. */
export async function StateWord({
  filing,
  firm,
}: {
  filing: { state: FilingState; stream: Stream; filedAt: Date | null; waits: boolean; inVain: boolean };
  firm: string;
}) {
  const { state, acts } = await standingOf(filing, firm);
  const look = filing.state === "open" && filing.inVain ? "text-warning" : loud[filing.state];
  return (
    <span className={cn(look ?? (acts === "nobody" && "text-ink-2"), look && "font-[620]")}>{state}</span>
  );
}
