import { cn } from "./cn";

/** A number beside a word; `meaning` says what is counted to those who only hear it. */
export function Count({
  value,
  meaning,
  hot,
  className,
}: {
  value: string;
  meaning?: string;
  hot?: boolean;
  className?: string;
}) {
  return (
    <span
      className={cn(
        "num inline-grid h-[1.55em] min-w-[1.55em] place-items-center rounded-full px-[0.4em] text-[0.8em] font-[650] leading-none",
        hot ? "bg-brand text-brand-on" : "bg-sunken text-ink-2",
        className,
      )}
    >
      {value}
      {meaning && <span className="sr-only"> {meaning}</span>}
    </span>
  );
}
