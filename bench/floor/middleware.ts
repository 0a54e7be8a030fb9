import { NextResponse } from "next/server";

/** Does nothing, in front of the same page. Requests without the header pass no middleware at all. */
export function middleware(): NextResponse {
  return NextResponse.next();
}

export const config = {
  runtime: "nodejs",
  matcher: [{ source: "/o/:path*", has: [{ type: "header", key: "x-through-middleware" }] }],
};
