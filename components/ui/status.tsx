import { Ban, BookCheck, BookOpen, Check, CircleX, Hand, Hourglass, Lock, Send } from "lucide-react";
import { cn } from "./cn";

const looks = {
  you: {
    Icon: Hand,
    look: "bg-warning-tint py-[0.18em] pr-3 pl-2 text-warning ring-1 ring-warning-mark/60 ring-inset",
  },
  ready: { Icon: Send, look: "text-info" },
  done: { Icon: Check, look: "text-success" },
  bad: { Icon: CircleX, look: "text-danger" },
  wait: { Icon: Hourglass, look: "text-ink-2" },
  locked: { Icon: Lock, look: "text-ink-2" },
  read: { Icon: BookOpen, look: "text-ink-2" },
  wasRead: { Icon: BookCheck, look: "text-ink-2" },
  over: { Icon: Ban, look: "text-ink-2" },
} as const;

export type StatusKind = keyof typeof looks;

/** Whose turn it is, as an icon with words; only "u bent aan zet" gets a filled colour. */
export function Status({ kind, children }: { kind: StatusKind; children: string }) {
  const { Icon, look } = looks[kind];
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1.5 rounded-full align-middle text-sm font-[620] leading-[1.4]",
        kind === "you" && "whitespace-nowrap",
        look,
      )}
    >
      <Icon aria-hidden className="size-[1.1em] flex-none" />
      {children}
    </span>
  );
}
