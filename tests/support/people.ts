import { firmBySlug, sessionByToken } from "@/db/gate";
import { type Firm, firmOfHost } from "@/lib/access/firm";
import type { Session } from "@/lib/access/session";
import { finishSignIn, startSignIn } from "@/lib/identity/sign-in";
import { keepLocalMessage } from "@/lib/notifications/local";
import { drain } from "@/lib/outbox/drain";
import { now } from "@/lib/ports/clock";
import { setLocalOutbox } from "@/lib/ports/local-outbox";
import { sha256 } from "@/lib/shared/hash";
import { handlers } from "@/lib/worker/handlers";
import type { Owner } from "./database";

export const facts = { ip: "127.0.0.1", userAgent: "test" };
export const password = "Demo-portaal-2026";

export async function firm(slug: "noorderlicht" | "devries"): Promise<Firm> {
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
  "fatima@fysiodelinde.example": "+31612345691",
  "gerrit@garagepostma.example": "+31612345655",
};

/** Signs a client in with password and code, the way the pages do. */
export async function logInAs(
  owner: Owner,
  slug: "noorderlicht" | "devries",
  email: string,
): Promise<Session> {
  const at = await firm(slug);
  const started = await withWorker(() => startSignIn(at, { email, password }, facts, null));
  if (!started.ok) throw new Error(`Step one was refused: ${started.reason}`);
  const { code } = await readSms(owner, mobiles[email] ?? "");
  const finished = await finishSignIn(at, started.ticket, code, facts);
  if (!finished.ok) throw new Error(`Step two was refused: ${finished.reason}`);
  return sessionFrom(finished.token);
}

export async function sessionFrom(token: string): Promise<Session> {
  const row = await sessionByToken(sha256(token), now(), 1800);
  if (!row) throw new Error("No such session");
  return {
    id: row.session_id,
    firmId: row.firm_id,
    accountId: row.account_id,
    kind: row.kind,
    role: row.role,
    name: row.name,
    firstName: row.first_name,
    language: row.language,
    preferredOrganisationId: row.preferred_organisation_id,
    idleEndsAt: now(),
    endsAt: row.expires_at,
  };
}
