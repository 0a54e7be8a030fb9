import { getTranslations } from "next-intl/server";
import type { OutcomeWords } from "@/components/signing/outcome";
import type { SignerWords } from "@/components/signing/signer";

/** What stands around the document in the signer. */
export async function signerWords(name: string): Promise<SignerWords> {
  const t = await getTranslations("signing");
  const viewer = await getTranslations("viewer");
  const approvals = await getTranslations("approvals");
  return {
    document: t("document", { name }),
    loading: t("loading"),
    failed: t("failed"),
    failedText: t("failedText"),
    again: viewer("again"),
    signedOut: t("signedOut"),
    signIn: t("signIn"),
    pageOf: viewer.raw("pageOf"),
    previous: viewer("previous"),
    next: viewer("next"),
    zoomIn: viewer("zoomIn"),
    zoomOut: viewer("zoomOut"),
    back: t("back"),
    keep: t("keep"),
    toHand: t("toHand"),
    seen: t.raw("seen"),
    about: t("about"),
    how: t("how"),
    offline: t("offline"),
    close: t("close"),
    codeTitle: t("codeTitle"),
    done: approvals("stepDone"),
    now: approvals("stepNow"),
    todo: approvals("stepTodo"),
  };
}

/**
 * What is said once it was signed, until it is put and after.
 * @param count of the documents that were signed in one go
 */
export async function outcomeWords(firm: string, isSeen: boolean, count: number): Promise<OutcomeWords> {
  const t = await getTranslations("signing");
  return {
    waiting: t("waitingTitle"),
    waitingText: t("waitingText"),
    later: t("laterTitle"),
    laterText: t("laterText"),
    put: t("putTitle"),
    putText: count > 1 ? t("putTextAll", { count }) : t(isSeen ? "putTextPlain" : "putTextNowhere"),
    stopped: t("stoppedTitle"),
    stoppedText: t("stoppedText", { firm }),
    finish: t("finish"),
  };
}
