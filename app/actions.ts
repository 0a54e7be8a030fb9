"use server";

import { revalidatePath } from "next/cache";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { ownAction, visitorAction } from "@/lib/access/action";
import { currentSession, languageCookie } from "@/lib/access/request";
import { sessionCookie } from "@/lib/access/session";
import { setLanguage } from "@/lib/identity/preferences";
import { endSession } from "@/lib/identity/sessions";

/** The language switch at the top right (F57): a cookie, and the profile of whoever is signed in. */
export const chooseLanguage = visitorAction(
  "sign-in",
  z.object({ taal: z.enum(["nl", "en"]) }),
  async (_request, { taal }) => {
    const jar = await cookies();
    jar.set(languageCookie, taal, { path: "/", maxAge: 400 * 86_400, sameSite: "lax", secure: true });
    const session = await currentSession();
    if (session) await setLanguage(session, taal);
    revalidatePath("/", "layout");
    return { ok: true };
  },
  "unseen",
);

export const chooseTheme = visitorAction(
  "sign-in",
  z.object({ thema: z.enum(["light", "dark", "auto"]) }),
  async (_request, { thema }) => {
    (await cookies()).set("thema", thema, { path: "/", maxAge: 400 * 86_400, sameSite: "lax", secure: true });
    revalidatePath("/", "layout");
    return { ok: true };
  },
  "unseen",
);

/** "Afmelden": the session ends on the server; the cookie is only tidied away. */
export const signOut = ownAction(
  "profile.write",
  z.object({}),
  async ({ session }) => {
    await endSession(session, session.id);
    (await cookies()).delete({ name: sessionCookie, path: "/", secure: true });
    redirect("/inloggen?reden=afgemeld");
  },
  "unseen",
);

/** "Ingelogd blijven": entering the action already counts as a click. */
export const staySignedIn = ownAction("profile.write", z.object({}), async () => ({ ok: true }));
