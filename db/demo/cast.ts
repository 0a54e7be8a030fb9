import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { accounts, type StaffRole, staffMembers } from "@/db/schema/identity";
import { type Capacity, memberships, organisations, portfolios } from "@/db/schema/organisations";
import type { Scoped } from "@/db/scope";
import { sealFor } from "@/lib/access/firm-key";
import { fiscalNumberPlace, obNumberPlace } from "@/lib/approvals/reading";
import type { Stream } from "@/lib/approvals/shapes";
import { allStreams } from "@/lib/approvals/streams";
import { recordFirmFile } from "@/lib/dossier/files";
import { demoPassword, hashPassword } from "@/lib/identity/password";
import { sealTotpSecret } from "@/lib/identity/totp";
import { now } from "@/lib/ports/clock";
import { storage } from "@/lib/ports/storage";
import { newId } from "@/lib/shared/ids";

let hashed: Promise<string> | undefined;
const demoHash = () => (hashed ??= hashPassword(demoPassword));

export type StaffWish = {
  name: string;
  email: string;
  role: StaffRole;
  jobTitle: string;
  availability?: string;
  phone?: string;
  photoFileId?: string;
  /** Base32; the demo shows its current code. */
  totpSecret: string;
};

export async function aMemberOfStaff(ctx: Scoped, wish: StaffWish): Promise<string> {
  const { firmId } = ctx.actor;
  const id = newId();
  await ctx.db.insert(accounts).values({
    firmId,
    id,
    kind: "staff",
    email: wish.email,
    name: wish.name,
    firstName: firstNameOf(wish.name),
    passwordHash: await demoHash(),
    totpSecret: await sealTotpSecret(ctx, id, wish.totpSecret),
  });
  await ctx.db.insert(staffMembers).values({
    firmId,
    accountId: id,
    role: wish.role,
    name: wish.name,
    jobTitle: wish.jobTitle,
    availability: wish.availability ?? null,
    phone: wish.phone ?? null,
    photoFileId: wish.photoFileId ?? null,
  });
  return id;
}

export async function aClient(
  ctx: Scoped,
  wish: { name: string; email: string; mobile: string | null; language?: "nl" | "en" },
): Promise<string> {
  const id = newId();
  await ctx.db.insert(accounts).values({
    firmId: ctx.actor.firmId,
    id,
    kind: "client",
    email: wish.email,
    name: wish.name,
    firstName: firstNameOf(wish.name),
    passwordHash: await demoHash(),
    mobile: wish.mobile,
    mobileVerifiedAt: wish.mobile ? now() : null,
    language: wish.language ?? "nl",
  });
  return id;
}

/** Without rights of its own a membership gives all of them. */
export type Member = {
  accountId: string;
  capacity: string;
  onBehalfOf?: string;
  also?: Capacity[];
  streams?: Stream[];
  approves?: Stream[];
  endsOn?: string;
};

export async function anOrganisation(
  ctx: Scoped,
  wish: {
    slug: string;
    name: string;
    kind?: "company" | "person";
    kvkNumber?: string;
    obNumber?: string;
    /** RSIN of a company, BSN of a person. */
    fiscalNumber?: string;
    manager: string;
    portfolioOf?: string[];
    members: Member[];
  },
): Promise<string> {
  const { firmId } = ctx.actor;
  const id = newId();
  await ctx.db.insert(organisations).values({
    firmId,
    id,
    slug: wish.slug,
    name: wish.name,
    kind: wish.kind ?? "company",
    kvkNumber: wish.kvkNumber ?? null,
    obNumber: wish.obNumber ? await sealFor(ctx, obNumberPlace(id), wish.obNumber) : null,
    fiscalNumber: wish.fiscalNumber ? await sealFor(ctx, fiscalNumberPlace(id), wish.fiscalNumber) : null,
    relationshipManagerId: wish.manager,
  });
  for (const member of wish.members) {
    const { streams = allStreams, approves = streams, ...rest } = member;
    await ctx.db.insert(memberships).values({ firmId, organisationId: id, streams, approves, ...rest });
  }
  for (const accountId of wish.portfolioOf ?? [wish.manager]) {
    await ctx.db.insert(portfolios).values({ firmId, accountId, organisationId: id });
  }
  return id;
}

/** A photo among the story's own documents, kept as a file of the firm. @returns its id */
export async function aPhoto(ctx: Scoped, name: string): Promise<string> {
  const bytes = await readFile(join("db/demo/documents", name));
  const id = newId();
  const place = { firmId: ctx.actor.firmId, fileId: id };
  const stored = await storage().put(place, Readable.from([bytes]), { maxBytes: bytes.length });
  await recordFirmFile(ctx, { id, name, mime: "image/jpeg", stored });
  return id;
}

function firstNameOf(name: string): string {
  return name.split(" ")[0] ?? name;
}
