import type { getTranslations } from "next-intl/server";
import type { ShownField } from "@/components/signing/fields";
import { type SeatsView, stateOfSeat } from "@/components/signing/seat-words";

type Words = Awaited<ReturnType<typeof getTranslations<"signing">>>;

/**
 * What stands over the document at the fields of its seats; nothing where a field is not seen.
 * @param signs whether this person can sign now
 */
export function fieldsOf(view: SeatsView, signs: boolean, t: Words): ShownField[] {
  return view.seats.flatMap((seat): ShownField[] => {
    const place = seat.field?.place;
    if (!place) return [];
    const name = seat.name ?? view.firm;
    const state = stateOfSeat(seat, view, t);
    const said = [state.text, state.checked && t(`checked.${state.checked}`)].filter(Boolean).join(". ");
    if (state.kind === "you" && signs)
      return [
        {
          ...{ seat: seat.seat, place, name, kind: "own", mine: true },
          text: t("field", { name }),
          short: t("fieldShort"),
        },
      ];
    const signed = state.kind === "signed" && state.checked !== "broken";
    const mine = seat.accountId === view.me;
    return [{ seat: seat.seat, place, kind: signed ? "signed" : "others", mine, name, text: said }];
  });
}
