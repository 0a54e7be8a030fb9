import type { ReactNode } from "react";
import { chooseLanguage, signOut, staySignedIn } from "@/app/actions";
import { ClientShell } from "@/components/layout/client-shell";
import { clientPage } from "@/lib/access/page";

type Props = { children: ReactNode; params: Promise<{ organisation: string }> };

export default async function OrganisationLayout({ children, params }: Props) {
  const { organisation: slug } = await params;
  const { firm, session, organisation } = await clientPage("organisation.read", slug);
  return (
    <ClientShell
      firm={firm}
      session={session}
      organisation={organisation}
      contact={organisation.contact}
      actions={{ chooseLanguage, signOut, staySignedIn }}
    >
      {children}
    </ClientShell>
  );
}
