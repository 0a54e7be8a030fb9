import type { ReactNode } from "react";
import { chooseLanguage, signOut, staySignedIn } from "@/app/actions";
import { StaffShell } from "@/components/layout/staff-shell";
import { staffPage } from "@/lib/access/page";

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const { firm, session } = await staffPage("client.read");
  return (
    <StaffShell firm={firm} session={session} actions={{ chooseLanguage, signOut, staySignedIn }}>
      {children}
    </StaffShell>
  );
}
