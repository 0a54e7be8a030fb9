import { eq } from "drizzle-orm";
import { filingVersions } from "@/db/schema/approvals";
import { knownFile } from "@/lib/signing/check";
import { asSystem, type Doors, doorOfFirm } from "./door";

/** What is asked about documents that are signed. */
export const signingDoors: Doors = {
  "signing/check.checkFile": { because: "names no row, and asks knownFile about its own firm" },
  "signing/check.knownFile": doorOfFirm(async (own, them) => {
    const [version] = await asSystem(them, ({ db }) =>
      db
        .select({ sha256: filingVersions.attachmentSha256 })
        .from(filingVersions)
        .where(eq(filingVersions.filingId, them.open)),
    );
    return asSystem(own, (ctx) => knownFile(ctx, [version?.sha256 ?? ""]));
  }, null),
};
