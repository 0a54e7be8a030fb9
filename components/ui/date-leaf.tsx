import { cn } from "./cn";

/** A deadline as a leaf of a calendar. That it is late stands beside it in words, too. */
export function DateLeaf({
  day,
  month,
  before,
  soon,
  late,
}: {
  day: string;
  month: string;
  before: string;
  soon?: boolean;
  late?: boolean;
}) {
  return (
    <span
      className={cn(
        "block w-14 flex-none overflow-hidden rounded border bg-surface text-center leading-[1.1]",
        late
          ? "border-danger bg-danger-tint text-danger"
          : soon
            ? "border-warning-mark bg-warning-tint text-warning"
            : "border-line",
      )}
    >
      <span className="sr-only">{before} </span>
      <b className="num block pt-1 text-[1.35rem]">{day}</b>
      <span className={cn("block pb-1 text-[0.8125rem]", !soon && !late && "text-ink-2")}>{month}</span>
    </span>
  );
}
