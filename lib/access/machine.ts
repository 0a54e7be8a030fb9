import { timingSafeEqual } from "node:crypto";
import { environment } from "@/lib/ports/environment";
import { sha256 } from "@/lib/shared/hash";
import { behindWall } from "./wall";

/**
 * A route for a clock of our own, which shows CRON_SECRET as a bearer token. It acts for no firm and no person; without
 * that setting the route does not exist.
 */
export function machineRoute(handle: () => Promise<Response>): (request: Request) => Promise<Response> {
  return behindWall({ audience: "machine", ability: "outbox.drain" }, async (request: Request) => {
    const secret = environment().CRON_SECRET;
    if (!secret) return answer(404, "not-found");
    const shown = request.headers.get("authorization") ?? "";
    // Hashes are of one length, and take as long to compare whatever was shown.
    if (!timingSafeEqual(sha256(shown), sha256(`Bearer ${secret}`))) return answer(401, "unauthorised");
    return handle();
  });
}

function answer(status: number, reason: string): Response {
  return Response.json({ reason }, { status, headers: { "cache-control": "no-store" } });
}
