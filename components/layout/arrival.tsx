"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { openerOfLeft } from "@/components/ui/left-dialog";

/**
 * Where the focus is on a page that one came to from another page here: at what opened the dialog that was left, or else
 * at the heading. Whoever arrives from outside begins at the top, with the link past the menu.
 */
export function Arrival() {
  const path = usePathname();
  const known = useRef<string>(null);
  useEffect(() => {
    const fromOutside = known.current === null && !document.referrer.startsWith(`${window.location.origin}/`);
    if (known.current === path) return;
    known.current = path;
    const opener = openerOfLeft();
    if (opener) return opener.focus();
    if (fromOutside || window.location.hash || document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>("h1[tabindex]")?.focus({ preventScroll: true });
  }, [path]);
  return null;
}
