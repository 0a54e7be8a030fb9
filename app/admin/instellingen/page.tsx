import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { staffPage } from "@/lib/access/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

/** What an administrator sets up for the whole firm. */
export default async function SettingsPage() {
  await staffPage("settings.manage");
  const t = await getTranslations("settings");
  const channels = await getTranslations("channels");
  const signing = await getTranslations("signing-settings");
  const rooms = [
    {
      href: "/admin/instellingen/ondertekenen",
      name: signing("title"),
      text: signing("settingsText"),
    },
    { href: "/admin/instellingen/kanalen", name: channels("title"), text: channels("settingsText") },
    { href: "/admin/instellingen/koppelingen", name: t("webhooks"), text: t("webhooksText") },
  ];
  return (
    <>
      <h1 tabIndex={-1}>{t("title")}</h1>
      <p className="mt-1 mb-4 text-ink-2">{t("intro")}</p>
      <Card>
        <ul>
          {rooms.map(({ href, name, text }) => (
            <li key={href} className="border-line border-b px-card py-3 last:border-b-0">
              <a className="link font-[620]" href={href}>
                {name}
              </a>
              <p className="text-ink-2 text-sm">{text}</p>
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}
