import { closePool } from "@/db/connection";
import { firmOfHost } from "@/lib/access/firm";
import { sessionOf } from "@/lib/access/session";

/**
 * Prints as JSON what the portal looks up for a request, by the portal's own functions: { firm,
 * session }. Run with the portal's settings; BENCH_HOST and BENCH_SESSION are the request's host and cookie.
 */
const firm = await firmOfHost(process.env.BENCH_HOST ?? null);
const session = await sessionOf(process.env.BENCH_SESSION);
if (!firm || !session) throw new Error("Nobody is signed in");
console.log(JSON.stringify({ firm, session }));
await closePool();
