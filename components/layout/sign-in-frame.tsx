import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FirmMark, Logo } from "@/components/ui/logo";
import { Spoor } from "@/components/ui/spoor";
import type { Firm } from "@/lib/access/firm";

/** What everybody sees before signing in: the firm, one task, and on a wide screen what the portal is for. */
export function SignInFrame({
  firm,
  language,
  children,
}: {
  firm: Firm;
  language: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("sign-in");
  const steps = useTranslations("approvals");
  const names = { firm: firm.name };
  return (
    <div className="grid min-h-dvh md:grid-cols-[minmax(0,1fr)_minmax(0,1.05fr)]">
      <div className="flex flex-col bg-surface px-5 py-5 md:px-[clamp(1.25rem,7vw,7rem)] md:py-8">
        <header className="flex items-center justify-between gap-4">
          <Logo firm={firm} />
          {language}
        </header>
        <main id="inhoud" className="my-6 mb-auto w-full max-w-[27rem] py-4 md:my-auto md:py-8">
          {children}
        </main>
        <footer className="text-ink-2 text-sm">
          {t("help", names)}{" "}
          <a className="link num" href={`tel:${firm.phone.replace(/\s/g, "")}`}>
            {firm.phone}
          </a>
          <br />
          {firm.openingHours}
          <br />
          <a className="link inline-flex min-h-7 items-center" href="/controleren">
            {t("toCheck")}
          </a>
        </footer>
      </div>
      <aside
        aria-label={t("aboutTitle")}
        className="on-hero relative flex flex-col justify-center overflow-hidden bg-hero px-[clamp(2rem,5vw,5rem)] py-12 text-hero-on max-md:hidden"
      >
        <FirmMark mark={firm.mark} className="-right-72 -top-36 absolute size-[52rem] opacity-10" />
        <div className="relative max-w-[30rem]">
          <p className="text-balance font-[640] text-[1.875rem] leading-tight tracking-[-0.02em]">
            {t("about")}
          </p>
          <div className="mt-10 border-hero-line border-t pt-7 [&_.spoor]:text-base">
            <p className="mb-5 font-[640]">{t("howTitle")}</p>
            <Spoor
              onHero
              stateNames={{ done: steps("stepDone"), now: steps("stepNow"), todo: steps("stepTodo") }}
              steps={[
                { state: "done", name: t("how1", names), detail: t("how1Detail") },
                { state: "now", name: t("how2"), detail: t("how2Detail") },
                { state: "todo", name: t("how3", names), detail: t("how3Detail") },
              ]}
            />
          </div>
        </div>
      </aside>
    </div>
  );
}
