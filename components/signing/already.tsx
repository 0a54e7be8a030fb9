import { Check, ShieldAlert, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import type { AlreadyThere } from "@/lib/signing/already-words";
import type { Tone } from "@/lib/signing/check-words";

/**
 * Who signed the document before it came here, and whether that is right: whoever signs under it should know.
 * @param title of which document, where it is not the one of the page
 */
export function Already({ there, title }: { there: readonly AlreadyThere[]; title?: string }) {
  const t = useTranslations("signing");
  if (there.length === 0) return null;
  return (
    <>
      <h3 className="mt-5 mb-3 text-base wrap-anywhere">
        {title ? t("alreadyIn", { title }) : t("alreadyThere")}
      </h3>
      <ul className="space-y-3.5">
        {there.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two can have one name of a field, and none moves
          <li key={index} className="flex gap-3">
            <One {...one} />
          </li>
        ))}
      </ul>
    </>
  );
}

function One({ name, claimedName, when, said, details }: AlreadyThere) {
  const right = said.every(({ tone }) => tone === "ok");
  return (
    <>
      <Avatar name={name} />
      <div className="min-w-0 flex-1 wrap-anywhere">
        <strong>{name}</strong>
        {claimedName && <span className="block text-ink-2 text-sm">{claimedName}</span>}
        {when && (
          <span className={cn("flex gap-1.5 text-sm", right ? "text-success" : "text-ink-2")}>
            {right && <Check aria-hidden className="mt-[0.2em] size-[1.1em] flex-none" />}
            <span className="min-w-0">{when}</span>
          </span>
        )}
        {said.map(({ tone, text }) => (
          <span key={text} className={cn("flex gap-1.5 text-sm", looks[tone])}>
            {tone === "danger" && <ShieldAlert aria-hidden className="mt-[0.2em] size-[1.1em] flex-none" />}
            {tone === "warning" && (
              <TriangleAlert aria-hidden className="mt-[0.2em] size-[1.1em] flex-none" />
            )}
            {text}
          </span>
        ))}
        {details.map((text) => (
          <span key={text} className="block text-ink-2 text-sm">
            {text}
          </span>
        ))}
      </div>
    </>
  );
}

const looks = {
  ok: "text-ink-2",
  info: "text-ink-2",
  warning: "font-[620] text-warning",
  danger: "text-danger",
} as const satisfies Record<Tone, string>;
