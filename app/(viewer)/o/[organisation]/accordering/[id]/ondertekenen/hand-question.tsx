import { Adoption } from "@/app/(client)/o/[organisation]/accordering/[id]/adoption";
import type { SigningFiling } from "@/app/(client)/o/[organisation]/accordering/[id]/seats-view";
import { handQuestionOf } from "@/app/(viewer)/hand-question-of";
import type { HandQuestion } from "@/components/signing/hand-sheet";
import type { ClientPage } from "@/lib/access/page";
import { adoptionIn } from "@/lib/approvals/adoption";
import { streams } from "@/lib/approvals/streams";
import { askSigningCode } from "./actions";

/** What is asked of a client who signs: the same of all, and what the stream asks of whoever agrees. */
export function handQuestion(
  { organisation, session, firm }: ClientPage,
  all: readonly SigningFiling[],
  { asks, here }: { asks: boolean; here: string },
): Promise<HandQuestion> {
  const asked = all.find(({ stream }) => streams[stream].asks.length > 0);
  return handQuestionOf({
    all: all.map(({ id, version, stream, signing }) => ({ id, version, stream, seats: signing.seats })),
    who: session,
    actsFor: organisation.name,
    codeBy: asks ? "sms" : null,
    here,
    questions: asked ? (
      <Adoption file={adoptionIn(asked.figures)} firm={firm.name} adoptedOn={null} given={undefined} />
    ) : null,
    hidden: [["organisatie", organisation.slug]],
    ask: askSigningCode,
    reasons: asked
      ? ["adoption", "adoption-date", "adoption-in-future", "adoption-before-end", "copy-address"]
      : [],
  });
}
