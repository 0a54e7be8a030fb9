import { getTranslations } from "next-intl/server";
import { formWords } from "@/lib/access/form-words";
import type { DeputyWords } from "./deputy-fields";
import type { PlaceWords } from "./place-fields";

/** What may be wrong with who signs, in which order and where, and with the PDF that is signed. */
export const signingRefusals = [
  ...["choose-signers", "choose-client-signer", "too-many-signers", "signing-step", "deputy-for"],
  ...["deputy-mandate", "choose-signing-place", "signing-spot", "nothing-to-sign-with", "cannot-be-signed"],
  ...["no-place-to-sign", "damaged", "no-pages", "locked", "encrypted", "signed-and-encrypted"],
  ...[
    "no-changes-allowed",
    "field-signed",
    "field-missing",
    "too-heavy",
    "signature-broken",
    "changed-since",
  ],
];

/** Of the field for a deputy, with what may be wrong with the file that proves the mandate. */
export async function deputyWords(): Promise<DeputyWords> {
  const t = await getTranslations("staff");
  const refused = ["empty", "too-large", "upload-failed", "too-many-uploads", "uploads-busy"];
  const { reasons } = await formWords(...refused);
  return {
    reasons,
    asDeputy: t("sign.asDeputy"),
    deputyFor: t("sign.deputyFor"),
    deputyHint: t("sign.deputyHint"),
    mandate: t("sign.mandate"),
    mandateHint: t("sign.mandateHint"),
    browse: t("browse"),
    noFile: t("noFile"),
    uploading: t.raw("uploading"),
    uploaded: t("uploaded"),
    retry: t("retry"),
    stop: t("stop"),
    toParent: t.raw("toParent"),
  };
}

export async function placeWords(): Promise<PlaceWords> {
  const t = await getTranslations("staff");
  const viewer = await getTranslations("viewer");
  return {
    fieldsText: t("sign.fieldsText"),
    fieldFor: t.raw("sign.fieldFor"),
    onPage: t.raw("sign.fieldOnPage"),
    pick: t("sign.pick"),
    pickFor: t.raw("sign.pickFor"),
    page: viewer.raw("pageOf"),
    previous: viewer("previous"),
    next: viewer("next"),
    loading: viewer("loading"),
    failed: viewer("failed"),
    again: viewer("again"),
    box: t.raw("sign.box"),
    choose: t("sign.chooseSpot"),
    noPlace: t("sign.noPlaceYet"),
    pageField: t("sign.page"),
    fromLeft: t("sign.fromLeft"),
    fromTop: t("sign.fromTop"),
  };
}
