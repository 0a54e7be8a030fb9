import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { chooseLanguage } from "@/app/actions";
import { LanguageSwitch } from "@/components/layout/language-switch";
import { Logo } from "@/components/ui/logo";
import { publicPage } from "@/lib/access/page";
import { CheckForm } from "./check-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("check"))("title") };
}

/** Where anybody sees what the signatures in a PDF are worth (B23), this firm's or others'. */
export default async function CheckPage() {
  const { firm } = await publicPage();
  const t = await getTranslations("check");
  const call = `tel:${firm.phone.replace(/\s/g, "")}`;
  return (
    <div className="mx-auto flex min-h-dvh max-w-[48rem] flex-col px-5 py-5 md:px-8 md:py-8">
      <header className="flex items-center justify-between gap-4">
        <a href="/" className="rounded-sm no-underline">
          <Logo firm={firm} />
          <span className="sr-only">, {t("toSignIn")}</span>
        </a>
        <LanguageSwitch choose={chooseLanguage} />
      </header>
      <main id="inhoud" className="my-8 flex-1 md:my-12">
        <h1>{t("title")}</h1>
        <p className="mt-2.5 text-ink-2 text-lg">{t("intro")}</p>
        <p className="mt-1 mb-7 text-ink-2">{t("private")}</p>
        <noscript>
          <p className="mb-7">{t("noScript", { firm: firm.name, phone: firm.phone })}</p>
        </noscript>
        <CheckForm
          words={{
            file: t("file"),
            hint: t("fileHint"),
            browse: t("browse"),
            noFile: t("noFile"),
            sending: t.raw("sending"),
            judging: t("judging"),
            stop: t("stop"),
            retry: t("retry"),
            result: t.raw("result"),
            signatures: t("signatures"),
            since: t("since"),
            refusals: t.raw("refusal"),
          }}
        />
        <section className="mt-10 border-line border-t pt-6">
          <h2 className="text-lg">{t("meaning")}</h2>
          <p className="mt-1.5 text-ink-2">{t("meaningText", { firm: firm.name })}</p>
        </section>
      </main>
      <footer className="text-ink-2 text-sm">
        {t("help", { firm: firm.name })}{" "}
        <a className="link num" href={call}>
          {firm.phone}
        </a>
        <br />
        {firm.openingHours}
      </footer>
    </div>
  );
}
