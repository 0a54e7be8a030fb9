import type { ReactNode } from "react";
import { chooseLanguage, signOut, staySignedIn } from "@/app/actions";
import { ClientShell } from "@/components/layout/client-shell";
import { activeOrganisation, everywherePage } from "@/lib/access/page";

/** The frame of the pages over all organisations: the menu leads to the one that was looked at last. */
export default async function EverywhereLayout({ children }: { children: ReactNode }) {
  const { firm, session } = await everywherePage("filing.read");
  return (
    <ClientShell
      firm={firm}
      session={session}
      organisation={await activeOrganisation(session)}
      contact={null}
      actions={{ chooseLanguage, signOut, staySignedIn }}
      everywhere
    >
      {children}
    </ClientShell>
  );
}
