import { cn } from "./cn";

type Mark = { d: string; opacity: number }[];

/** The firm's mark, in the current colour. */
export function FirmMark({ mark, className }: { mark: Mark; className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={cn("size-8 flex-none", className)}>
      {mark.map((part) => (
        <path key={part.d} d={part.d} fill="currentColor" opacity={part.opacity} />
      ))}
    </svg>
  );
}

export function Logo({ firm, className }: { firm: { name: string; mark: Mark }; className?: string }) {
  return (
    <span
      className={cn(
        "inline-flex items-center gap-2.5 font-[720] text-[1.2rem] text-brand-text leading-tight tracking-[-0.03em] md:text-[1.35rem]",
        className,
      )}
    >
      <FirmMark mark={firm.mark} />
      {firm.name}
    </span>
  );
}
