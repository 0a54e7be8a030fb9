import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

const looks = {
  info: { box: "bg-info-tint", mark: "text-info", Icon: Info },
  brand: { box: "bg-tint", mark: "text-brand-text", Icon: Info },
  ok: { box: "bg-success-tint", mark: "text-success", Icon: CircleCheck },
  warning: { box: "bg-warning-tint", mark: "text-warning", Icon: TriangleAlert },
  danger: { box: "bg-danger-tint", mark: "text-danger", Icon: CircleAlert },
} as const;

/** Something to know, beside what it is about. With `role="alert"` it is read out at once. */
export function Note(props: {
  kind?: keyof typeof looks;
  role?: "alert" | "status";
  className?: string;
  children: ReactNode;
}) {
  const { box, mark, Icon } = looks[props.kind ?? "info"];
  return (
    <div role={props.role} className={cn("flex gap-3 rounded px-4 py-4", box, props.className)}>
      <Icon aria-hidden className={cn("mt-0.5 size-6 flex-none", mark)} />
      <div className="min-w-0">{props.children}</div>
    </div>
  );
}
