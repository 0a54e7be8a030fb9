import type { ReactNode } from "react";
import { chooseLanguage } from "@/app/actions";
import { LanguageSwitch } from "@/components/layout/language-switch";
import { SignInFrame } from "@/components/layout/sign-in-frame";
import { publicPage } from "@/lib/access/page";

export default async function PublicLayout({ children }: { children: ReactNode }) {
  const { firm } = await publicPage();
  return (
    <SignInFrame firm={firm} language={<LanguageSwitch choose={chooseLanguage} />}>
      {children}
    </SignInFrame>
  );
}
