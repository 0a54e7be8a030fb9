import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { HandsGone } from "@/components/signing/hands-gone";
import { ActionForm } from "@/components/ui/action-form";
import { ButtonLink } from "@/components/ui/button";
import { Submit } from "@/components/ui/submit";
import { formWords } from "@/lib/access/form-words";
import { handedTo, thankedFor } from "@/lib/access/handed-over";
import { publicPage } from "@/lib/access/page";
import { withReturn } from "@/lib/access/return-path";
import { takeDeviceBack } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff"))("sign.deviceBackTitle") };
}

/**
 * What a client sees who signs at the firm and leaves the signer: before the signature the way back to it, and after it
 * the thanks. Either way nobody comes from here to the pages of staff without signing in.
 */
export default async function DeviceBackPage() {
  const { firm, session } = await publicPage();
  const t = await getTranslations("staff");
  const path = session ? await handedTo(session) : null;
  const done = session ? null : await thankedFor();
  if (!path && !done) redirect("/");
  if (done)
    return (
      <>
        <HandsGone />
        <CircleCheck aria-hidden className="mb-4 size-12 text-success" strokeWidth={1.75} />
        <h1 tabIndex={-1}>{t("sign.thanks")}</h1>
        <p className="mt-3 text-lg">{t("sign.thanksText", { firm: firm.name })}</p>
        <p className="mt-2 text-ink-2">{t("sign.thanksMail")}</p>
        <hr className="my-8 border-line" />
        <p className="mb-3 text-ink-2 text-sm">{t("sign.endedText")}</p>
        <ButtonLink variant="secondary" wide href={withReturn("/inloggen", done)}>
          {t("sign.signInAgain")}
        </ButtonLink>
      </>
    );
  return (
    <>
      <h1 tabIndex={-1}>{t("sign.notSignedYet")}</h1>
      <p className="mt-3 mb-6 text-lg">{t("sign.notSignedYetText", { firm: firm.name })}</p>
      <ButtonLink wide href={path ?? "/"}>
        {t("sign.goOn")}
      </ButtonLink>
      <hr className="my-8 border-line" />
      <p className="mb-3 text-ink-2 text-sm">{t("sign.lockedText")}</p>
      <ActionForm action={takeDeviceBack} words={await formWords("session-ended")}>
        <Submit variant="secondary" busy={t("busy")} wide>
          {t("sign.signInAgain")}
        </Submit>
      </ActionForm>
    </>
  );
}
