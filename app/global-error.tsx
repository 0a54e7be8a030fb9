"use client";

import { Button } from "@/components/ui/button";
import "./globals.css";

/** When even the frame of the page could not be made. Every page carries it, and would carry what it shares twice. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="nl" data-theme="auto">
      <body>
        <main className="mx-auto max-w-[36rem] space-y-4 px-6 py-12">
          <h1>Er ging iets mis</h1>
          <p role="alert">
            Wat u eerder verstuurde, is niet weg. Was u net iets aan het versturen? Kijk dan eerst of dat
            gelukt is. Probeer het over een paar minuten opnieuw, of bel uw accountant.
          </p>
          <p lang="en">
            Something went wrong. What you sent before is not lost. Were you sending something just now? Then
            look first whether it succeeded. Try again in a few minutes, or call your accountant.
          </p>
          <Button onClick={() => window.location.reload()}>Opnieuw proberen</Button>
          {error.digest && <p className="code text-sm">{error.digest}</p>}
        </main>
      </body>
    </html>
  );
}
