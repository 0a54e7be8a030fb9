"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Asks for the newest messages every few seconds while the page is looked at. */
export function Refresh() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) router.refresh();
    }, 5000);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
