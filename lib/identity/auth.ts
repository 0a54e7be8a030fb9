import { cookies } from "next/headers";
import NextAuth, { CredentialsSignin } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { firmOfHost, hostOf } from "@/lib/access/firm";
import { chosenLanguage } from "@/lib/access/request";
import { absoluteSeconds, authSecret, sessionCookie } from "@/lib/access/session";
import { log } from "@/lib/ports/log";
import { deviceCookie, deviceCookieOptions, newDevice } from "./browser";
import { setLanguage } from "./preferences";
import { type Finished, finishSignIn } from "./sign-in";

/** A refusal of the second step; `code` carries the reason and the tries that are left. */
class CodeRefused extends CredentialsSignin {
  constructor(refusal: Extract<Finished, { ok: false }>) {
    super();
    this.code = "left" in refusal ? `${refusal.reason}.${refusal.left}` : refusal.reason;
  }
}

/**
 * The credentials provider is step two: it takes the ticket of step one and the code, and checks both by
 * itself, whoever calls it. Its cookie only carries the token of a session row. There is no /api/auth
 * route: signing in goes through the server action, and what is not there cannot be misused.
 */
const { signIn } = NextAuth(() => ({
  secret: authSecret(),
  trustHost: true,
  session: { strategy: "jwt" as const, maxAge: absoluteSeconds },
  logger: { error: (error: Error) => quietly(error), warn: () => {}, debug: () => {} },
  cookies: {
    sessionToken: {
      name: sessionCookie,
      options: { httpOnly: true, secure: true, sameSite: "lax" as const, path: "/" },
    },
  },
  providers: [
    Credentials({
      credentials: { ticket: {}, code: {}, ip: {} },
      async authorize(credentials, request) {
        const firm = await firmOfHost(hostOf(request.headers));
        if (!firm) return null;
        const finished = await finishSignIn(
          firm,
          String(credentials.ticket ?? ""),
          String(credentials.code ?? ""),
          {
            ip: String(credentials.ip ?? "unknown"),
            userAgent: (request.headers.get("user-agent") ?? "").slice(0, 300),
          },
        );
        if (!finished.ok) throw new CodeRefused(finished);
        const jar = await cookies();
        jar.set(deviceCookie, newDevice(firm.id, finished.email), deviceCookieOptions);
        // Whoever chose a language on the way in gets mails in it, too.
        const language = await chosenLanguage();
        if (language) await setLanguage({ firmId: firm.id, accountId: finished.accountId }, language);
        return { id: finished.accountId, sid: finished.token };
      },
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => (user && "sid" in user ? { sub: user.id, sid: user.sid as string } : token),
  },
}));

/** Step two through next-auth; on success the session cookie is set. */
export async function signInWithCode(
  ticket: string | undefined,
  code: string,
  ip: string,
): Promise<{ ok: true } | { ok: false; reason: string; left?: number }> {
  try {
    await signIn("credentials", { ticket: ticket ?? "", code, ip, redirect: false });
    const jar = await cookies();
    // Where next-auth would lead to; we lead by ourselves, and keep no cookie that another host could set.
    for (const { name } of jar.getAll()) if (name.startsWith("authjs.")) jar.delete(name);
    return { ok: true };
  } catch (error) {
    if (!(error instanceof CredentialsSignin)) throw error;
    const [reason = "expired", left] = error.code.split(".");
    return { ok: false, reason, ...(left ? { left: Number(left) } : {}) };
  }
}

function quietly(error: Error): void {
  // A wrong code is no fault of the portal.
  if (!(error instanceof CredentialsSignin)) log().error({ err: error }, "signing in failed");
}
