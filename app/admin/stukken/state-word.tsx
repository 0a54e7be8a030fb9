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
  filing: { state: FilingState; stream: Stream; filedAt: Date | null; waits: boolean };
  firm: string;
}) {
  const { state, acts } = await standingOf(filing, firm);
  return (
    <span
      className={cn(
        loud[filing.state] ?? (acts === "nobody" && "text-ink-2"),
        loud[filing.state] && "font-[620]",
      )}
    >
      {state}
    </span>
  );
}
