import { Check, ShieldAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import type { SigningSeat } from "@/lib/approvals/signing/shapes";
import { Already } from "./already";
import { type SeatsView, stateOfSeat } from "./seat-words";

/**
 * Who signs, in their order: whose signature is in it and whether it is right, and who waits for whom. Then who signed it
 * before it came here.
 */
export function Signers({ view }: { view: SeatsView }) {
  const t = useTranslations("signing");
  return (
    <>
      <ul className="space-y-3.5">
        {view.seats.map((seat) => {
          const state = stateOfSeat(seat, view, t);
          const wrong = state.checked === "broken";
          return (
            <li key={seat.seat} className="flex gap-3">
              <Avatar name={seat.name ?? view.firm} />
              <div className="min-w-0 flex-1">
                <strong className="wrap-anywhere">{seat.name ?? view.firm}</strong>
                <RoleOf seat={seat} />
                <span
                  className={cn(
                    "flex gap-1.5 text-sm",
                    state.kind === "signed" ? "text-success" : "text-ink-2",
                    state.kind === "you" && "font-[640] text-ink",
                  )}
                >
                  {state.kind === "signed" && (
                    <Check aria-hidden className="mt-[0.2em] size-[1.1em] flex-none" />
                  )}
                  {state.text}
                </span>
                {state.checked && (
                  <span className={cn("flex gap-1.5 text-sm", wrong ? "text-danger" : "text-ink-2")}>
                    {wrong && <ShieldAlert aria-hidden className="mt-[0.2em] size-[1.1em] flex-none" />}
                    {t(`checked.${state.checked}`)}
                  </span>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      <Already there={view.already} />
    </>
  );
}

function RoleOf({ seat }: { seat: SigningSeat }) {
  const t = useTranslations("approvals");
  const signing = useTranslations("signing");
  const role = t.has(`capacities.${seat.capacity}`) ? t(`capacities.${seat.capacity}`) : null;
  const parts = [
    role,
    seat.onBehalfOf && t("onBehalfOf", { name: seat.onBehalfOf }),
    seat.deputyFor && signing("deputy", { name: seat.deputyFor }),
  ].filter(Boolean);
  if (parts.length === 0) return null;
  return <span className="block text-ink-2 text-sm wrap-anywhere">{parts.join(", ")}</span>;
}
