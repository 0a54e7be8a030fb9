import { getTranslations } from "next-intl/server";
import { currentLanguage } from "@/lib/access/language";
import { visitorRoute } from "@/lib/access/route";
import { checkFile } from "@/lib/signing/check";
import { checkAnswer } from "@/lib/signing/check-words";
import { chunksOf } from "../chunks";

/** Long enough for 60 MB over a slow line; whoever sends a byte now and then must not hold room for ever. */
const patienceMs = 3 * 60_000;

/** Takes a PDF, streamed, and answers in words what its signatures are worth; nothing of it is kept. */
export const POST = visitorRoute("document.check", async ({ request, firm, facts }) => {
  if (!request.body) return answer({ reason: "empty" }, 422);
  const length = request.headers.get("content-length");
  const bytes = length === null ? null : Number(length);
  const body = chunksOf(request.body, AbortSignal.timeout(patienceMs));
  const checked = await checkFile(firm.id, { body, bytes, from: facts.ip });
  if (!checked.ok) return answer({ reason: checked.reason }, busy[checked.reason] ?? 422);
  const [t, language] = [await getTranslations("check"), await currentLanguage()];
  return answer(
    checkAnswer((key, values) => t(key as never, values as never), checked, { firm: firm.name, language }),
    200,
  );
});

const busy: Record<string, number> = { "too-many-checks": 429, "checks-busy": 503, "upload-failed": 408 };

function answer(body: object, status: number): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
