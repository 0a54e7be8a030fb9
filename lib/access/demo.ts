import { environment } from "@/lib/ports/environment";
import { type Firm, firmOfHost, hostOf } from "./firm";
import { notFound } from "./route";
import { behindWall } from "./wall";

/** Whether the local outbox may be shown: in the demo, and never anywhere else. */
export function isDemo(): boolean {
  return environment().PORTAL_MODE === "demo";
}

/** A route that exists in the demo alone. */
export function demoRoute(
  handle: (firm: Firm) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return behindWall({ audience: "demo", ability: "demo" }, async (request: Request) => {
    const firm = isDemo() ? await firmOfHost(hostOf(request.headers)) : null;
    return firm ? handle(firm) : notFound();
  });
}
