import { LogOut } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { chooseTheme, signOut } from "@/app/actions";
import { ActionForm } from "@/components/ui/action-form";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { PasswordField } from "@/components/ui/field";
import { Saved } from "@/components/ui/saved";
import { Submit } from "@/components/ui/submit";
import { staffMay } from "@/lib/access/abilities";
import { formWords } from "@/lib/access/form-words";
import { memberPage } from "@/lib/access/page";
import { ownSessions } from "@/lib/identity/sessions";
import { ownPreferences } from "@/lib/notifications/preferences";
import type { Language } from "@/lib/shared/dates";
import { changeOwnPassword } from "./actions";
import { MailChoices } from "./mail-choices";
import { SessionList } from "./session-list";
import { ThemeChoice } from "./theme-choice";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("profile"))("title") };
}

/** "Mijn profiel": the password, which e-mails one gets, where one is signed in, and how the screens look. */
export default async function ProfilePage() {
  const { session } = await memberPage("profile.write");
  const t = await getTranslations("profile");
  const signing = await getTranslations("signing-settings");
  const words = await formWords(
    "current-password",
    "wrong-password",
    "new-password",
    "too-short",
    "too-long",
    "too-common",
    "too-many-attempts",
  );
  const leave = signOut.bind(null, null) as unknown as (form: FormData) => Promise<void>;
  const shown = { show: t("show"), hide: t("hide") };
  return (
    <div className="max-w-[44rem] space-y-6">
      <div>
        <h1 tabIndex={-1}>{t("title")}</h1>
        <p className="mt-2 text-ink-2 text-lg">{session.name}</p>
      </div>
      <Card aria-labelledby="password">
        <CardBody>
          <h2 id="password" className="mb-4">
            {t("passwordTitle")}
          </h2>
          <ActionForm action={changeOwnPassword} words={words} className="max-w-[27rem]">
            <PasswordField
              name="huidigWachtwoord"
              label={t("current")}
              autoComplete="current-password"
              {...shown}
            />
            <PasswordField
              name="nieuwWachtwoord"
              label={t("new")}
              hint={t("newHint")}
              autoComplete="new-password"
              {...shown}
            />
            <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
              <Submit busy={t("saving")}>{t("save")}</Submit>
              <Saved>{t("saved")}</Saved>
            </div>
          </ActionForm>
        </CardBody>
      </Card>
      <Card aria-labelledby="e-mails">
        <CardBody>
          <h2 id="e-mails">{t("mails.title")}</h2>
          <p className="mt-1 mb-4 text-ink-2">{t("mails.text")}</p>
          <MailChoices kind={session.kind} chosen={await ownPreferences(session)} />
        </CardBody>
      </Card>
      {staffMay(session, "signing.own") && (
        <Card aria-labelledby="certificate">
          <CardBody>
            <h2 id="certificate">{signing("own")}</h2>
            <p className="mt-1 mb-4 text-ink-2">{signing("ownText")}</p>
            <ButtonLink variant="secondary" href="/profiel/ondertekenen">
              {signing("toOwn")}
            </ButtonLink>
          </CardBody>
        </Card>
      )}
      <Card aria-labelledby="sessions">
        <CardBody>
          <h2 id="sessions">{t("sessionsTitle")}</h2>
          <p className="mt-1 mb-4 text-ink-2">{t("sessionsText")}</p>
          <SessionList sessions={await ownSessions(session)} language={(await getLocale()) as Language} />
        </CardBody>
      </Card>
      <Card aria-labelledby="theme">
        <CardBody>
          <h2 id="theme" className="mb-4">
            {t("theme")}
          </h2>
          <ThemeChoice choose={chooseTheme} />
        </CardBody>
      </Card>
      <form action={leave}>
        <Button type="submit" variant="secondary">
          <LogOut aria-hidden />
          {(await getTranslations("shell"))("signOut")}
        </Button>
      </form>
    </div>
  );
}
