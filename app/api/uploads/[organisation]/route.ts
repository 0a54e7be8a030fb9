import { staffRoute } from "@/lib/access/route";
import { receiveUpload } from "@/lib/approvals/receive";
import { isId } from "@/lib/shared/ids";

/** Takes in one file for one organisation, streamed: `?soort=pdf|xbrl&naam=…`. Answers its id, or the reason. */
export const POST = staffRoute("filing.prepare", async ({ request, params, actor }) => {
  const query = new URL(request.url).searchParams;
  const kind = query.get("soort");
  const organisationId = params.organisation ?? "";
  if ((kind !== "pdf" && kind !== "xbrl") || !isId(organisationId) || !request.body) {
    return Response.json({ ok: false, reason: "invalid" }, { status: 400 });
  }
  const name = (query.get("naam") ?? "bijlage").replace(/[\p{Cc}\p{Cf}/\\]/gu, "").slice(0, 200) || "bijlage";
  const received = await receiveUpload(actor, { organisationId, kind, name, body: chunks(request.body) });
  return Response.json(received, {
    status: received.ok ? 201 : 422,
    headers: { "cache-control": "no-store" },
  });
});

async function* chunks(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
