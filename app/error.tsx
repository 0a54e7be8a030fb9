"use client";

import { PlainPage } from "@/components/layout/plain-page";
import { Button } from "@/components/ui/button";

// The words stand here: when something is wrong, nothing else should have to work.
const words = {
  nl: {
    title: "Er ging iets mis",
    text: "Wat u eerder verstuurde, is niet weg. Was u net iets aan het versturen? Kijk dan eerst of dat gelukt is. Probeer het over een paar minuten opnieuw, of bel uw accountant.",
    staff:
      "Wat u eerder verstuurde, is niet weg. Was u net iets aan het versturen? Kijk dan eerst of dat gelukt is. Probeer het opnieuw. Blijft het zo? Vraag de beheerder van het portaal.",
    again: "Opnieuw proberen",
    number: "Meldingsnummer",
  },
  en: {
    title: "Something went wrong",
    text: "What you sent before is not lost. Were you sending something just now? Then look first whether it succeeded. Try again in a few minutes, or call your accountant.",
    staff:
      "What you sent before is not lost. Were you sending something just now? Then look first whether it succeeded. Try again. Does it go on like this? Ask the administrator of the portal.",
    again: "Try again",
    number: "Reference",
  },
};

export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  const english = typeof document !== "undefined" && document.documentElement.lang === "en";
  // Staff are the accountant whom a client would call.
  const office = typeof location !== "undefined" && location.pathname.startsWith("/admin");
  const { title, text, staff, again, number } = english ? words.en : words.nl;
  return (
    <PlainPage title={title}>
      <p role="alert">{office ? staff : text}</p>
      <Button onClick={() => window.location.reload()}>{again}</Button>
      {error.digest && (
        <p className="text-sm">
          {number} <span className="code">{error.digest}</span>
        </p>
      )}
    </PlainPage>
  );
}
