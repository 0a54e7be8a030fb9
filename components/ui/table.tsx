import type { ComponentProps } from "react";
import { cn } from "./cn";

/** @param stacks on a phone each row becomes a small block, each cell behind its `label` */
export function Table({
  caption,
  stacks,
  className,
  children,
  ...rest
}: ComponentProps<"table"> & { caption: string; stacks?: boolean }) {
  return (
    <table className={cn("w-full border-collapse", stacks && "stacks", className)} {...rest}>
      <caption className="sr-only">{caption}</caption>
      {children}
    </table>
  );
}

export function Th({ number, className, ...rest }: ComponentProps<"th"> & { number?: boolean }) {
  return (
    <th
      scope="col"
      className={cn(
        "whitespace-nowrap border-line border-b px-4 py-2.5 text-sm font-[620] text-ink-2 first:pl-card last:pr-card",
        number ? "text-right" : "text-left",
        className,
      )}
      {...rest}
    />
  );
}

export function Td({
  number,
  label,
  className,
  ...rest
}: ComponentProps<"td"> & { number?: boolean; label?: string }) {
  return (
    <td
      data-label={label}
      className={cn(
        "border-line border-b px-4 py-[calc(var(--row-y)*.85)] align-middle first:pl-card last:pr-card in-[tr:last-child]:border-b-0",
        number && "num text-right",
        className,
      )}
      {...rest}
    />
  );
}
