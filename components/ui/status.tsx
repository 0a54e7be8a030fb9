import { Check, Hand } from "lucide-react";
import { cn } from "./cn";

/** Whose turn it is, as an icon with words; only "u bent aan zet" gets a filled colour. */
export function Status({ kind, children }: { kind: "you" | "done"; children: string }) {
  const Icon = kind === "you" ? Hand : Check;
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1.5 whitespace-nowrap rounded-full align-baseline text-sm font-[620] leading-[1.4]",
        kind === "you"
          ? "bg-warning-tint py-[0.18em] pr-3 pl-2 text-warning ring-1 ring-warning-mark/60 ring-inset"
          : "text-success",
      )}
    >
      <Icon aria-hidden className="size-[1.1em] flex-none" />
      {children}
    </span>
  );
}
