import type { ReactNode } from "react";
import { chooseLanguage, signOut, staySignedIn } from "@/app/actions";
import { ClientShell } from "@/components/layout/client-shell";
import { StaffShell } from "@/components/layout/staff-shell";
import { activeOrganisation, memberPage } from "@/lib/access/page";

const actions = { chooseLanguage, signOut, staySignedIn };

/** One's own profile stands in the shell one came from: that of the organisation last looked at, or the firm's. */
export default async function ProfileLayout({ children }: { children: ReactNode }) {
  const { firm, session } = await memberPage("profile.write");
  if (session.kind === "staff") {
    return (
      <StaffShell firm={firm} session={session} actions={actions}>
        {children}
      </StaffShell>
    );
  }
  const organisation = await activeOrganisation(session);
  return (
    <ClientShell firm={firm} session={session} organisation={organisation} contact={null} actions={actions}>
      {children}
    </ClientShell>
  );
}
