import { cn } from "./cn";

/** A deadline as a leaf of a calendar. */
export function DateLeaf({
  day,
  month,
  before,
  soon,
}: {
  day: string;
  month: string;
  before: string;
  soon?: boolean;
}) {
  return (
    <span
      className={cn(
        "block w-14 flex-none overflow-hidden rounded border bg-surface text-center leading-[1.1]",
        soon ? "border-warning-mark bg-warning-tint text-warning" : "border-line",
      )}
    >
      <span className="sr-only">{before} </span>
      <b className="num block pt-1 text-[1.35rem]">{day}</b>
      <span className={cn("block pb-1 text-[0.8125rem]", !soon && "text-ink-2")}>{month}</span>
    </span>
  );
}
