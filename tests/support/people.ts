import { firmBySlug } from "@/db/gate";
import { inScope } from "@/db/scope";
import { type Client, type Staff, visitorOf } from "@/lib/access/actor";
import { type Firm, firmOfHost } from "@/lib/access/firm";
import type { OrganisationChoice } from "@/lib/access/organisations";
import { type Session, sessionOfToken } from "@/lib/access/session";
import { startSession } from "@/lib/identity/sessions";
import { finishSignIn, startSignIn } from "@/lib/identity/sign-in";
import { keepLocalMessage } from "@/lib/notifications/local";
import { drain } from "@/lib/outbox/drain";
import { setLocalOutbox } from "@/lib/ports/local-outbox";
import { sha256 } from "@/lib/shared/hash";
import { handlers } from "@/lib/worker/handlers";
import type { Owner } from "./database";

export const facts = { ip: "127.0.0.1", userAgent: "test" };
export const password = "Demo-portaal-2026";

export type Slug = "noorderlicht" | "devries";

export async function firm(slug: Slug): Promise<Firm> {
  const found = await firmOfHost(`${slug}.localhost:3000`);
  if (!found || !(await firmBySlug(slug))) throw new Error(`No firm ${slug}`);
  return found;
}

/** A worker that drains while `during` runs, as the one in the portal's process does. */
export async function withWorker<T>(during: () => Promise<T>): Promise<T> {
  setLocalOutbox(keepLocalMessage);
  let over = false;
  const loop = (async () => {
    while (!over)
      if ((await drain(handlers, "test-worker")) === 0) await new Promise((done) => setTimeout(done, 10));
  })();
  try {
    return await during();
  } finally {
    over = true;
    await loop;
  }
}

/** Does every job that is due, as the worker would, and answers when there is none left. */
export async function deliver(): Promise<void> {
  setLocalOutbox(keepLocalMessage);
  while ((await drain(handlers, "test-worker")) > 0);
}

/** The newest code that was sent to a number. */
export async function readSms(owner: Owner, to: string): Promise<{ text: string; code: string }> {
  const [row] =
    await owner`select text from local_messages where channel = 'sms' and "to" = ${to} order by id desc limit 1`;
  const text = String(row?.text ?? "");
  return { text, code: /#(\d{6})/.exec(text)?.[1] ?? "" };
}

export const mobiles: Record<string, string> = {
  "marieke@korenaar.example": "+31612345678",
  "pieter@korenaar.example": "+31612345634",
  "els@korenaar.example": "+31612345602",
  "fatima@fysiodelinde.example": "+31612345691",
  "gerrit@garagepostma.example": "+31612345655",
};

/** Signs a client in with password and code, the way the pages do. */
export async function logInAs(owner: Owner, slug: Slug, email: string): Promise<Session> {
  const at = await firm(slug);
  const started = await withWorker(() => startSignIn(at, { email, password }, facts, null));
  if (!started.ok) throw new Error(`Step one was refused: ${started.reason}`);
  const { code } = await readSms(owner, mobiles[email] ?? "");
  const finished = await finishSignIn(at, started.ticket, code, facts);
  if (!finished.ok) throw new Error(`Step two was refused: ${finished.reason}`);
  return sessionFrom(finished.token);
}

/** A session without the two steps before it, for tests of what comes after them. */
export async function aSession(owner: Owner, slug: Slug, email: string): Promise<Session> {
  const at = await firm(slug);
  const accountId = await accountOf(owner, at.id, email);
  const { token } = await inScope(visitorOf(at.id), (ctx) => startSession(ctx, accountId, facts));
  return sessionFrom(token);
}

/** What the wrapper of a page makes of a client's session and the organisation in the address. */
export function clientAt(session: Session, organisationId: string): Client {
  const { firmId, accountId } = session;
  return { kind: "client", firmId, accountId, reach: "organisation", organisationId };
}

/** A colleague as the pages under /admin know them. */
export async function staffAt(owner: Owner, slug: Slug, email: string): Promise<Staff> {
  const { id: firmId } = await firm(slug);
  const accountId = await accountOf(owner, firmId, email);
  const [row] = await owner`select role from staff_members where account_id = ${accountId}`;
  const role = row?.role as Staff["role"];
  return {
    kind: "staff",
    firmId,
    accountId,
    role,
    reach: role === "administrator" ? "firm" : "portfolio",
  };
}

async function accountOf(owner: Owner, firmId: string, email: string): Promise<string> {
  const [row] = await owner`select id from accounts where firm_id = ${firmId} and email = ${email}`;
  if (!row) throw new Error(`Nobody is called ${email} here`);
  return row.id;
}

export async function sessionFrom(token: string): Promise<Session> {
  const session = await sessionOfToken(sha256(token));
  if (!session) throw new Error("No such session");
  return session;
}

/** What somebody may switch to by now, as their next sign-in is told. */
export async function organisationsOf({
  firmId,
  accountId,
}: Pick<Session, "firmId" | "accountId">): Promise<OrganisationChoice[]> {
  const { token } = await inScope(visitorOf(firmId), (ctx) => startSession(ctx, accountId, facts));
  return (await sessionFrom(token)).organisations;
}
