import { cn } from "@/components/ui/cn";
import type { FilingState } from "@/lib/approvals/shapes";
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
  filing: Parameters<typeof standingOf>[0];
  firm: string;
}) {
  const { state, acts } = await standingOf(filing, firm);
  const look = filing.state === "open" && filing.inVain ? "text-warning" : loud[filing.state];
  return (
    <span className={cn(look ?? (acts === "nobody" && "text-ink-2"), look && "font-[620]")}>{state}</span>
  );
}
