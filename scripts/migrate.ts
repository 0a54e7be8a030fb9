import { migrate } from "@/db/migrate";

// Brings a database up to date; prints the address with which the portal itself must connect.
const ownerUrl = process.env.OWNER_DATABASE_URL ?? process.env.DATABASE_URL;
if (ownerUrl) {
  const { loginUrl } = await migrate(ownerUrl);
  console.log(loginUrl);
} else {
  console.error(
    "Set DATABASE_URL to the address of the database's owner, such as postgres://owner@host/portal.",
  );
  process.exitCode = 1;
}
