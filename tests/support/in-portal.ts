import postgres from "postgres";

export type Owner = ReturnType<typeof postgres>;

/** Looks at, or resets, the portal's database from outside. */
export async function owner<T>(work: (sql: Owner) => Promise<T>): Promise<T> {
  const sql = postgres(process.env.PORTAL_OWNER_URL ?? "", { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

/** Does something with the database and the files of the running portal, by the portal's own code. */
export async function inPortal<T>(work: () => Promise<T>): Promise<T> {
  Object.assign(process.env, {
    PORTAL_MODE: "demo",
    PORTAL_DOMAIN: `localhost:${process.env.PORTAL_PORT}`,
    DATABASE_URL: process.env.PORTAL_LOGIN_URL,
    DATA_DIR: process.env.PORTAL_DATA_DIR,
  });
  const { closePool } = await import("@/db/connection");
  try {
    return await work();
  } finally {
    await closePool();
  }
}
