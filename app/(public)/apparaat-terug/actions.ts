"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { ownAction } from "@/lib/access/action";
import { handBack, handedTo } from "@/lib/access/handed-over";
import { withReturn } from "@/lib/access/return-path";
import { sessionCookie } from "@/lib/access/session";
import { endSession } from "@/lib/identity/sessions";

/** "Ik ben van het kantoor": anybody who holds the device may say so, so that it ends the session and opens nothing. */
export const takeDeviceBack = ownAction("profile.write", z.object({}), async ({ session }) => {
  const path = await handedTo(session);
  if (!path) redirect("/");
  await endSession(session, session.id);
  (await cookies()).delete({ name: sessionCookie, path: "/", secure: true });
  await handBack();
  const [document = null] = /^\/admin\/stukken\/[^/?]+/.exec(path) ?? [];
  redirect(withReturn("/inloggen", document));
});
