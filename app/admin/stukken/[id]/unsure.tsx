import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Submit } from "@/components/ui/submit";
import type { formWords } from "@/lib/access/form-words";
import type { StaffDelivery } from "@/lib/staff/deliveries";
import { ask, confirm, takeBack } from "./actions";

/** A delivery of which nobody knows how it ended: what the recipient knows of it, and what a person can tell. */
export function Unsure({
  filing,
  delivery,
  several,
  words,
}: {
  filing: string;
  delivery: StaffDelivery;
  /** Whether there are other attempts beside it: then it is said which this is about. */
  several: boolean;
  words: Awaited<ReturnType<typeof formWords>>;
}) {
  const t = useTranslations("staff");
  const { id, attempt, version, candidates, processReference, fault } = delivery;
  const about = (
    <>
      <input type="hidden" name="filing" value={filing} />
      <input type="hidden" name="aanlevering" value={id} />
    </>
  );
  const busy = t("delivery.busy");
  const kenmerk = processReference ?? "";
  return (
    <div className="mt-4 space-y-4 border-line border-t pt-4">
      {several && <h3 className="font-[640] text-base">{t("delivery.about", { attempt, version })}</h3>}
      <p>
        {kenmerk === ""
          ? t(candidates === null ? "delivery.asking" : "delivery.asked")
          : t(fault === "claimed" ? "delivery.claimed" : "delivery.noEnd", { kenmerk })}{" "}
        {kenmerk === "" && candidates?.length === 0 && t("delivery.nothingFound")}
      </p>
      {kenmerk === "" && candidates !== null && candidates.length > 0 && (
        <>
          <p>{t("delivery.found")}</p>
          <ul className="space-y-2">
            {candidates.map((one) => (
              <li key={one}>
                <ActionForm action={confirm} words={words} className="space-y-2">
                  {about}
                  <input type="hidden" name="kenmerk" value={one} />
                  <p id={`kenmerk-${one}`} className="code break-all text-sm">
                    {one}
                  </p>
                  <Submit variant="secondary" size="small" busy={busy} aria-describedby={`kenmerk-${one}`}>
                    {t("delivery.thisIsIt")}
                  </Submit>
                </ActionForm>
              </li>
            ))}
          </ul>
        </>
      )}
      <ActionForm action={ask} words={words}>
        {about}
        <Submit variant="secondary" size="small" busy={busy}>
          {t("delivery.askNow")}
        </Submit>
      </ActionForm>
      {fault === "claimed" && (
        <ActionForm action={takeBack} words={words}>
          {about}
          <Submit variant="secondary" size="small" busy={busy}>
            {t("delivery.takeBack")}
          </Submit>
        </ActionForm>
      )}
      {(kenmerk === "" || fault === "claimed") && (
        <ActionForm action={confirm} words={words}>
          {about}
          <Field
            name="kenmerk"
            label={t(candidates && candidates.length > 0 ? "delivery.otherKenmerk" : "delivery.kenmerk")}
            hint={t("delivery.kenmerkHint")}
            className="code"
            autoComplete="off"
          />
          <Submit variant="secondary" size="small" busy={busy}>
            {t("delivery.confirm")}
          </Submit>
        </ActionForm>
      )}
    </div>
  );
}
