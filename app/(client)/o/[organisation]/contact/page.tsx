import { Phone } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Avatar } from "@/components/ui/avatar";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { clientPage } from "@/lib/access/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("contact"))("title") };
}

/** Whom to ask (F15): the contact person of this organisation, and the firm. */
export default async function ContactPage({ params }: { params: Promise<{ organisation: string }> }) {
  const { organisation: slug } = await params;
  const { firm, organisation } = await clientPage("organisation.read", slug);
  const { contact } = organisation;
  const t = await getTranslations("contact");
  const phone = contact?.phone ?? firm.phone;
  return (
    <div className="max-w-[36rem]">
      <h1 tabIndex={-1}>{t("title")}</h1>
      <p className="mt-2 mb-6 text-ink-2 text-lg">{t("intro")}</p>
      <Card aria-labelledby="person">
        <CardBody className="space-y-5">
          {contact ? (
            <div className="flex items-center gap-4">
              <Avatar
                large
                name={contact.name}
                photo={contact.photo}
                label={t("photo", { name: contact.name })}
              />
              <div>
                <p className="text-ink-2 text-sm">{t("chosen")}</p>
                <h2 id="person" className="text-lg">
                  {contact.name}
                </h2>
                <p className="text-ink-2 text-sm">
                  {[contact.jobTitle, contact.availability].filter(Boolean).join(", ")}
                </p>
              </div>
            </div>
          ) : (
            <p id="person">{t("nobody", { firm: firm.name })}</p>
          )}
          <ButtonLink wide="phone" href={`tel:${phone.replace(/\s/g, "")}`}>
            <Phone aria-hidden />
            {t("call", { phone })}
          </ButtonLink>
          <p className="text-ink-2 text-sm">{t("open", { firm: firm.name, hours: firm.openingHours })}</p>
        </CardBody>
      </Card>
    </div>
  );
}
