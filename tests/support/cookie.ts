import { inPortal } from "./a-task";
import { owner } from "./browser-test";

/** The cookie of somebody who has just signed in to the running portal, made by what signing in ends with. */
export async function cookieOf(email: string): Promise<string> {
  const [account] = await owner((sql) => sql`select id, firm_id from accounts where email = ${email}`);
  if (!account) throw new Error(`Nobody is called ${email}`);
  return inPortal(async () => {
    const { inScope } = await import("@/db/scope");
    const { visitorOf } = await import("@/lib/access/actor");
    const { authSecret, sessionCookie } = await import("@/lib/access/session");
    const { startSession } = await import("@/lib/identity/sessions");
    const { encode } = await import("next-auth/jwt");
    const facts = { ip: "127.0.0.1", userAgent: "test" };
    const { token } = await inScope(visitorOf(account.firm_id), (ctx) =>
      startSession(ctx, account.id, facts),
    );
    const claims = { sub: account.id, sid: token };
    return `${sessionCookie}=${await encode({ token: claims, secret: authSecret(), salt: sessionCookie })}`;
  });
}
