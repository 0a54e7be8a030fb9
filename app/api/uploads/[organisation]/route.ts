import { notFound, staffRoute } from "@/lib/access/route";
import { maxBytes, receiveUpload, type UploadKind } from "@/lib/approvals/receive";
import { isId } from "@/lib/shared/ids";
import { chunksOf } from "../chunks";

/** Takes in one file for one organisation, streamed: `?soort=pdf|html|xbrl|annex&naam=…`. Answers its id, or the reason. */
export const POST = staffRoute("filing.prepare", async ({ request, params, actor }) => {
  const query = new URL(request.url).searchParams;
  const kind = query.get("soort");
  const organisationId = params.organisation ?? "";
  if (!isKind(kind) || !isId(organisationId) || !request.body) {
    return Response.json({ ok: false, reason: "invalid" }, { status: 400 });
  }
  const name = (query.get("naam") ?? "bijlage").replace(/[\p{Cc}\p{Cf}/\\]/gu, "").slice(0, 200) || "bijlage";
  const length = request.headers.get("content-length");
  const bytes = length === null ? null : Number(length);
  const received = await receiveUpload(actor, {
    organisationId,
    kind,
    name,
    bytes,
    body: chunksOf(request.body),
  });
  if (!received.ok && received.reason === "not-found") return notFound();
  const busy = received.ok ? undefined : busyStatus[received.reason];
  return Response.json(received, {
    status: received.ok ? 201 : (busy ?? 422),
    headers: { "cache-control": "no-store", ...(busy ? { "retry-after": "30" } : {}) },
  });
});

const busyStatus: Record<string, number> = { "too-many-uploads": 429, "uploads-busy": 503 };

function isKind(text: string | null): text is UploadKind {
  return text !== null && Object.hasOwn(maxBytes, text);
}
