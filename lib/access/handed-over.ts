import { cookies } from "next/headers";
import type { Session } from "./session";

/** The browser of the firm that a client holds, and until when it says thank you. */
const handedCookie = "__Host-overhandigd";
const secured = { httpOnly: true, secure: true, sameSite: "lax", path: "/" } as const;
const thanksSeconds = 15 * 60;

/** "lock" with the session that is not to be used, and "done" after that was ended; then the path that it is about. */
const known = /^(lock ([0-9a-f-]{36})|done) (\/admin\/[A-Za-z0-9/?=-]+)$/;

/**
 * From here on a client holds this browser, in which a colleague is signed in: no page of staff is shown in it but the
 * one at `path`, and no form of theirs is taken, until the colleague signs in again.
 */
export async function handOver(session: Session, path: string): Promise<void> {
  (await cookies()).set(handedCookie, `lock ${session.id} ${path}`, secured);
}

/** The device goes back to the firm: nobody is signed in there any more. @param path where the colleague goes on */
export async function thankForHand(path: string): Promise<void> {
  (await cookies()).set(handedCookie, `done ${path}`, { ...secured, maxAge: thanksSeconds });
}

export async function handBack(): Promise<void> {
  (await cookies()).delete({ name: handedCookie, ...secured });
}

/** Where a client signs who holds the browser of this session; null where nobody handed it over. */
export async function handedTo(session: Session): Promise<string | null> {
  const [, , id, path] = await read();
  return path && id === session.id ? path : null;
}

/** Where the colleague goes on after a client signed in this browser; null long after, and before. */
export async function thankedFor(): Promise<string | null> {
  const [, what, , path] = await read();
  return path && what === "done" ? path : null;
}

async function read(): Promise<(string | undefined)[]> {
  return known.exec((await cookies()).get(handedCookie)?.value ?? "") ?? [];
}
