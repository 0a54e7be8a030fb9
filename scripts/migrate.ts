import { migrate } from "@/db/migrate";

// Prints the address with which the portal itself must connect; everything else goes to stderr.
const ownerUrl = process.env.OWNER_DATABASE_URL ?? process.env.DATABASE_URL;
if (!ownerUrl) throw new Error("Set DATABASE_URL to the address of the database's owner.");
const { loginUrl } = await migrate(ownerUrl);
console.log(loginUrl);
