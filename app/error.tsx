"use client";

import { PlainPage } from "@/components/layout/plain-page";
import { Button } from "@/components/ui/button";

// The words stand here: when something is wrong, nothing else should have to work.
const words = {
  nl: {
    title: "Er ging iets mis",
    text: "Wat u eerder verstuurde, is niet weg. Was u net iets aan het versturen? Kijk dan eerst of dat gelukt is. Probeer het over een paar minuten opnieuw, of bel uw accountant.",
    again: "Opnieuw proberen",
    number: "Meldingsnummer",
  },
  en: {
    title: "Something went wrong",
    text: "What you sent before is not lost. Were you sending something just now? Then look first whether it succeeded. Try again in a few minutes, or call your accountant.",
    again: "Try again",
    number: "Reference",
  },
};

export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  const english = typeof document !== "undefined" && document.documentElement.lang === "en";
  const { title, text, again, number } = english ? words.en : words.nl;
  return (
    <PlainPage title={title}>
      <p role="alert">{text}</p>
      <Button onClick={() => window.location.reload()}>{again}</Button>
      {error.digest && (
        <p className="text-sm">
          {number} <span className="code">{error.digest}</span>
        </p>
      )}
    </PlainPage>
  );
}
