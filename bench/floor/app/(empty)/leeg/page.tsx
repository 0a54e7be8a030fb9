import { connection } from "next/server";

/** The least that this Next can serve: what its own script weighs, and what one request costs it. */
export default async function EmptyPage() {
  await connection();
  return <p>Leeg</p>;
}
