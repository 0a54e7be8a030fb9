import { demoRoute } from "@/lib/access/demo";
import { demoMessages } from "@/lib/staff/demo";

/** Demo only: what this host's people were sent, newest first. */
export const GET = demoRoute(async (firm) => Response.json(await demoMessages(firm.id)));
