import { inPortal, owner } from "./in-portal";

/** The cookie of somebody who has just signed in to the running portal, made by what signing in ends with. */
export async function cookieOf(
  email: string,
  { slug = "noorderlicht", userAgent = "test" }: { slug?: string; userAgent?: string } = {},
): Promise<string> {
  const { name, value } = await sessionCookieOf(email, { slug, userAgent });
  return `${name}=${value}`;
}

/** The same, apart: what the cookie is called, and what is in it. */
export async function sessionCookieOf(
  email: string,
  { slug, userAgent }: { slug: string; userAgent: string },
): Promise<{ name: string; value: string }> {
  const [account] = await owner(
    (sql) => sql`select a.id, a.firm_id from accounts a join firms f on f.id = a.firm_id
      where a.email = ${email} and f.slug = ${slug}`,
  );
  if (!account) throw new Error(`Nobody is called ${email} at ${slug}`);
  return inPortal(async () => {
    const { inScope } = await import("@/db/scope");
    const { visitorOf } = await import("@/lib/access/actor");
    const { authSecret, sessionCookie } = await import("@/lib/access/session");
    const { startSession } = await import("@/lib/identity/sessions");
    const { encode } = await import("next-auth/jwt");
    const facts = { ip: "127.0.0.1", userAgent };
    const { token } = await inScope(visitorOf(account.firm_id), (ctx) =>
      startSession(ctx, account.id, facts),
    );
    const claims = { sub: account.id, sid: token };
    const value = await encode({ token: claims, secret: authSecret(), salt: sessionCookie });
    return { name: sessionCookie, value };
  });
}
