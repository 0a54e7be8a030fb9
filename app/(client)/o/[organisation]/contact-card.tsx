import { Phone } from "lucide-react";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import type { ContactPerson } from "@/lib/access/organisations";

/** "Mijn contactpersoon", with photo; the link opens Contact with this person chosen (F14, F15). */
export function ContactCard({ contact, slug }: { contact: ContactPerson; slug: string }) {
  const t = useTranslations("welcome");
  return (
    <Card aria-labelledby="contact">
      <CardBody>
        <div className="flex items-center gap-4">
          <Avatar
            large
            name={contact.name}
            photo={contact.photo}
            label={t("photo", { name: contact.name })}
          />
          <div>
            <p id="contact" className="text-ink-2 text-sm">
              {t("contact")}
            </p>
            <h2 className="text-lg">{contact.name}</h2>
            <p className="text-ink-2 text-sm">
              {[contact.jobTitle, contact.availability].filter(Boolean).join(", ")}
            </p>
          </div>
        </div>
        <p className="mt-4 mb-3.5">
          <a className="link" href={`/o/${slug}/contact?aan=${contact.id}`}>
            {t("contactLink")}
          </a>
          . {t("contactText")}
        </p>
        {contact.phone && (
          <ButtonLink variant="secondary" size="small" wide href={`tel:${contact.phone.replace(/\s/g, "")}`}>
            <Phone aria-hidden />
            <span className="num">{contact.phone}</span>
          </ButtonLink>
        )}
      </CardBody>
    </Card>
  );
}
