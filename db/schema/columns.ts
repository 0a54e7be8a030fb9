import { customType, timestamp, uuid } from "drizzle-orm/pg-core";

/** Raw bytes: hashes and sealed values. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({
  dataType: () => "bytea",
  fromDriver: (value) => Buffer.from(value),
});

/** A moment, stored in UTC. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

export const firmId = () => uuid("firm_id").notNull();
