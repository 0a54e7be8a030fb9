import { beforeAll, beforeEach } from "vitest";
import { tellStory } from "@/db/demo/story";
import type { Staff } from "@/lib/access/actor";
import type { Session } from "@/lib/access/session";
import { setClock } from "@/lib/ports/clock";
import { type Owner, testDatabase } from "./database";
import { aSession, deliver, staffAt } from "./people";
import { organisationOf } from "./uploads";

export const emails = { marieke: "marieke@korenaar.example", pieter: "pieter@korenaar.example" } as const;

/** The story in a database of its own, with who plays in most tests about documents. Filled before the first test. */
export function aCast() {
  const { owner } = testDatabase();
  const cast = { owner } as {
    owner: () => Owner;
    marieke: Session;
    pieter: Session;
    sander: Staff;
    anouk: Staff;
    bakery: string;
    property: string;
    private: string;
  };
  beforeAll(async () => {
    await tellStory(new Date("2026-11-23T10:00:00Z"));
    setClock(null);
    await deliver();
    Object.assign(cast, {
      marieke: await aSession(owner(), "noorderlicht", emails.marieke),
      pieter: await aSession(owner(), "noorderlicht", emails.pieter),
      sander: await staffAt(owner(), "noorderlicht", "sander@noorderlicht.example"),
      anouk: await staffAt(owner(), "noorderlicht", "anouk@noorderlicht.example"),
      bakery: await organisationOf(owner(), "bakkerij-de-korenaar"),
      property: await organisationOf(owner(), "de-korenaar-vastgoed"),
      private: await organisationOf(owner(), "m-van-dijk"),
    });
  });
  beforeEach(async () => {
    setClock(null);
    await owner()`truncate challenge_codes, challenges`;
  });
  return cast;
}
