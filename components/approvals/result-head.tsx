import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** What came of a decision, at the top of the page that one lands on: read out at once, and seen at a glance. */
export function ResultHead({
  kind,
  icon,
  title,
  children,
}: {
  kind: "success" | "danger";
  icon: ReactNode;
  title: string;
  children: ReactNode;
}) {
  return (
    <div
      className={cn(
        "flex items-start gap-4 px-card pt-9 pb-8",
        kind === "success" ? "bg-success-tint" : "bg-danger-tint",
      )}
    >
      <span
        aria-hidden
        className={cn(
          "grid size-13 flex-none place-items-center rounded-full [&>svg]:size-6",
          kind === "success" ? "bg-success text-success-on" : "bg-danger text-danger-on",
        )}
      >
        {icon}
      </span>
      <div>
        {/* biome-ignore lint/a11y/noAutofocus: the result of the decision is where one is now */}
        <h1 tabIndex={-1} autoFocus className="text-2xl">
          {title}
        </h1>
        <p className="mt-1.5">{children}</p>
      </div>
    </div>
  );
}
