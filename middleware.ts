import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { askedFromInside, type Firm, firmOfHost, hostOf, originOf } from "@/lib/access/firm";
import { activeOf, organisationCookie } from "@/lib/access/organisations";
import { sessionCookie, sessionOf } from "@/lib/access/session";
import { environment } from "@/lib/ports/environment";

/**
 * Which firm the host belongs to, which organisation is active, and the security headers. A convenience,
 * never the boundary: pages, actions and routes derive all of it again and hold without this file.
 */
export async function middleware(request: NextRequest): Promise<NextResponse> {
  if (!isAnAddress(request.nextUrl.pathname)) return new NextResponse(null, { status: 400 });
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  // Ours alone: whoever sends these from outside is not believed.
  for (const name of ["x-nonce", "x-path", "x-middleware-subrequest"]) headers.delete(name);
  headers.set("x-nonce", nonce);
  headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  headers.set("content-security-policy", policy);

  const { pathname } = request.nextUrl;
  const response = forwarded.has(pathname)
    ? await toActiveOrganisation(request, headers)
    : NextResponse.next({ request: { headers } });
  // A file says by itself how long it may be kept, who may frame it, and that nothing in it may run.
  const file = /^\/foto\/|\/pdf$|^\/admin\/stukken\/[^/]+\/bestand\//.test(pathname);
  for (const [name, value] of Object.entries(fixedHeaders())) {
    if (!file || !saidByFiles.has(name)) response.headers.set(name, value);
  }
  if (!file) response.headers.set("content-security-policy", policy);
  remember(request, response);
  return response;
}

/** Whether the percent signs in a path stand for something: on what cannot be decoded, the server would break. */
function isAnAddress(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

const saidByFiles = new Set(["cache-control", "referrer-policy"]);

/** Addresses without an organisation in them; they lead to the active one. */
const forwarded = new Set(["/", "/accordering", "/accordering/overzicht"]);

/** The organisation that was looked at last is the one that "/" leads to; whether it may be, the page decides. */
function remember(request: NextRequest, response: NextResponse): void {
  const slug = /^\/o\/([a-z0-9-]{1,80})(\/|$)/.exec(request.nextUrl.pathname)?.[1];
  if (!slug || slug === request.cookies.get(organisationCookie)?.value) return;
  response.cookies.set(organisationCookie, slug, {
    httpOnly: true,
    secure: true,
    sameSite: "lax",
    path: "/",
  });
}

async function toActiveOrganisation(request: NextRequest, headers: Headers): Promise<NextResponse> {
  // Not to be sent on to an address that this machine may not be able to look up; app/page.tsx does the same.
  if (askedFromInside(request.headers)) return NextResponse.next({ request: { headers } });
  try {
    const firm = await firmOfHost(hostOf(request.headers));
    if (!firm) return NextResponse.next({ request: { headers } });
    const session = await sessionOf(request.cookies.get(sessionCookie)?.value);
    if (!session || session.firmId !== firm.id) return redirectTo(firm, "/inloggen");
    if (session.kind === "staff") return redirectTo(firm, "/admin");
    const active = activeOf(session, request.cookies.get(organisationCookie)?.value);
    if (!active) return NextResponse.next({ request: { headers } });
    const rest = request.nextUrl.pathname === "/" ? "" : request.nextUrl.pathname;
    return redirectTo(firm, `/o/${active.slug}${rest}`);
  } catch {
    // The database is away: the page itself says so, kindly.
    return NextResponse.next({ request: { headers } });
  }
}

function redirectTo(firm: Firm, path: string): NextResponse {
  return NextResponse.redirect(new URL(path, originOf(firm)), 307);
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function fixedHeaders() {
  return {
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    "cache-control": "private, no-store",
    ...(environment().PORTAL_ORIGIN_SCHEME === "https"
      ? { "strict-transport-security": "max-age=63072000; includeSubDomains" }
      : {}),
  };
}

export const config = {
  runtime: "nodejs",
  // Not for static files, and not for uploads: middleware would cut their bodies off at 10 MB.
  matcher: ["/((?!_next/static|_next/image|api/uploads|favicon.ico|pdfjs/).*)"],
};
