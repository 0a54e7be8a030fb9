import { redirect } from "next/navigation";
import { staffPage } from "@/lib/access/page";

export default async function AdminPage() {
  await staffPage("client.read");
  redirect("/admin/stukken");
}
