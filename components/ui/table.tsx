import type { ComponentProps } from "react";
import { cn } from "./cn";

export function Table({
  caption,
  className,
  children,
  ...rest
}: ComponentProps<"table"> & { caption: string }) {
  return (
    <table className={cn("w-full border-collapse", className)} {...rest}>
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

export function Td({ number, className, ...rest }: ComponentProps<"td"> & { number?: boolean }) {
  return (
    <td
      className={cn(
        "border-line border-b px-4 py-[calc(var(--row-y)*.85)] align-middle first:pl-card last:pr-card in-[tr:last-child]:border-b-0",
        number && "num text-right",
        className,
      )}
      {...rest}
    />
  );
}
