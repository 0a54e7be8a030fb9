"use client";

import { type ComponentProps, useEffect, useRef } from "react";

/**
 * A form that always shows what the address says. Whoever goes back would find in it what was chosen last: browsers
 * remember the fields of a page, and some keep the page as it was left.
 */
export function AddressForm(props: ComponentProps<"form">) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const asAddressed = (event: PageTransitionEvent) => {
      if (event.persisted) form.current?.reset();
    };
    window.addEventListener("pageshow", asAddressed);
    return () => window.removeEventListener("pageshow", asAddressed);
  }, []);
  return <form ref={form} autoComplete="off" {...props} />;
}
