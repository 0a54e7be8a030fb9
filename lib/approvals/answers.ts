import { z } from "zod";
import type { Stream } from "@/db/schema/approvals";
import { now } from "@/lib/ports/clock";
import { parseDay, today } from "@/lib/shared/dates";
import { streams } from "./streams";

/** What was asked with an approval and answered: kept with the decision as it was given. */
export type Answers = Record<string, string>;

const optional = z.string().trim().max(200).default("");

/**
 * The questions that go with publicatiestukken: when the general meeting adopted the accounts, or that it has not, and
 * where the KvK's copy goes to. Fields that were not asked are left out.
 */
export const answersInput = z
  .object({
    vastgesteld: z.enum(["ja", "nee"]).optional(),
    vastgesteldOp: optional,
    afschriftNaar: optional,
  })
  .transform((form, issues): Answers => {
    const answers: Answers = {};
    if (form.vastgesteld === "nee") answers.adopted = "no";
    if (form.vastgesteld === "ja") {
      const day = parseDay(form.vastgesteldOp);
      if (!day) issues.addIssue({ code: "custom", path: ["vastgesteldOp"], message: "adoption-date" });
      else if (day > today(now()))
        issues.addIssue({ code: "custom", path: ["vastgesteldOp"], message: "adoption-in-future" });
      else Object.assign(answers, { adopted: "yes", adoptedOn: day });
    }
    if (form.afschriftNaar !== "") {
      const address = z.email().safeParse(form.afschriftNaar.normalize("NFKC").toLowerCase());
      if (address.success) answers.copyAddress = address.data;
      else issues.addIssue({ code: "custom", path: ["afschriftNaar"], message: "copy-address" });
    }
    return answers;
  });

/** Which questions of this stream are still to be answered. */
export function answersMissing(stream: Stream, answers: Answers): ("adoption" | "copyAddress")[] {
  return streams[stream].asks.filter((asked) =>
    asked === "adoption" ? !answers.adopted : !answers.copyAddress,
  );
}
