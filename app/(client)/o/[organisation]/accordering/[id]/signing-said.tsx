import { useTranslations } from "next-intl";
import { firstOnes, type SeatsView } from "@/components/signing/seat-words";
import { Note } from "@/components/ui/note";
import type { SigningFiling } from "./seats-view";

/** Why this person cannot sign now: others come first, or what was signed does not hold any more. */
export function SigningSaid({
  filing,
  view,
}: {
  filing: SigningFiling;
  view: SeatsView & { wrong: boolean };
}) {
  const t = useTranslations("signing");
  const held = filing.signing.seats.find(({ accountId, turn }) => accountId === view.me && turn === "held");
  const runs = filing.state === "open" || filing.state === "readyToSend";
  if (view.wrong)
    return (
      <Note kind="danger" className="mb-6">
        <strong>{t("wrongTitle")}</strong> {t("wrongText", { firm: view.firm })}
      </Note>
    );
  if (!held || !runs || filing.myTurn) return null;
  return (
    <Note kind="info" className="mb-6">
      <strong>{t("waitsTitle")}</strong> {t("waitsText", { names: firstOnes(held, view, t) })}
    </Note>
  );
}
