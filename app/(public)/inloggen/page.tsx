import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { HandsGone } from "@/components/signing/hands-gone";
import { ActionForm } from "@/components/ui/action-form";
import { Field, PasswordField } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Submit } from "@/components/ui/submit";
import { formWords } from "@/lib/access/form-words";
import { publicPage } from "@/lib/access/page";
import { safeReturn } from "@/lib/access/return-path";
import { continueWithPassword } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("sign-in"))("title") };
}

const notes = { afgemeld: "signedOut", sessie: "sessionEnded", wachtwoord: "passwordChosen" } as const;

type Query = Promise<{ reden?: string; terug?: string }>;

export default async function SignInPage({ searchParams }: { searchParams: Query }) {
  const { firm, session } = await publicPage();
  const query = await searchParams;
  const back = safeReturn(query.terug);
  if (session) redirect(back ?? "/");
  const t = await getTranslations("sign-in");
  const words = await formWords(
    "email",
    "password",
    "wrong-credentials",
    "too-many-attempts",
    "too-many-tries",
    "too-many-codes",
    "no-authenticator",
  );
  const note =
    query.reden && Object.hasOwn(notes, query.reden) ? notes[query.reden as keyof typeof notes] : null;
  return (
    <>
      <h1 className="text-[2.125rem] max-md:text-[1.75rem]">{t("title")}</h1>
      <p className="mt-2 text-balance text-ink-2">{t("intro", { firm: firm.name })}</p>
      {note === "signedOut" && <HandsGone />}
      {note && (
        <Note kind={note === "sessionEnded" ? "info" : "ok"} role="status" className="mt-6">
          {t(note)}
        </Note>
      )}
      <ActionForm action={continueWithPassword} words={words} className="mt-8">
        {back && <input type="hidden" name="terug" value={back} />}
        <Field
          name="email"
          label={t("email")}
          type="email"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
        />
        <PasswordField
          name="wachtwoord"
          label={t("password")}
          autoComplete="current-password"
          show={t("show")}
          hide={t("hide")}
        />
        <p>
          <a className="link" href="/wachtwoord-vergeten">
            {t("forgot")}
          </a>
        </p>
        <Submit busy={t("checking")} wide>
          {t("continue")}
        </Submit>
      </ActionForm>
    </>
  );
}
