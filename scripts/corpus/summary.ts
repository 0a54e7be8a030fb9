import type { Tried } from "./sign-one";

/** Of the files that qpdf calls clean, and of all of them, repaired ones included. */
const BOUNDS = { clean: 0.97, all: 0.95 };

/** What a whole folder comes to: how many were signed, whether that is enough, and that nothing was made worse. */
export function summaryOf(tried: readonly Tried[]): { lines: string[]; ok: boolean } {
  const clean = tried.filter((one) => one.clean);
  const failed = tried.filter(({ outcome }) => outcome.kind === "failed").length;
  const repaired = tried.filter(({ outcome }) => outcome.kind === "signed" && outcome.repaired).length;
  const refused = tried.filter(({ outcome }) => outcome.kind === "refused").length;
  const [ofClean, ofAll] = [shareSigned(clean), shareSigned(tried)];
  return {
    lines: [
      `${tried.length} files: ${tried.length - refused - failed} signed (${repaired} of them repaired first), ${refused} refused, ${failed} failed`,
      clean.length > 0
        ? `of ${clean.length} that qpdf calls clean: ${percent(ofClean)} (at least ${percent(BOUNDS.clean)})`
        : "qpdf was not here to say which are clean",
      `of all: ${percent(ofAll)} (at least ${percent(BOUNDS.all)})`,
    ],
    ok: failed === 0 && ofClean >= BOUNDS.clean && ofAll >= BOUNDS.all,
  };
}

function shareSigned(tried: readonly Tried[]): number {
  if (tried.length === 0) return 1;
  return tried.filter(({ outcome }) => outcome.kind === "signed").length / tried.length;
}

function percent(share: number): string {
  return `${(Math.floor(share * 1000) / 10).toFixed(1)}%`;
}
