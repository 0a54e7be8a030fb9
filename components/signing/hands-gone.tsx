"use client";

import { useEffect } from "react";
import { handsPrefix } from "./hand-place";

/** Whoever signed out leaves no signature behind in the tab. */
export function HandsGone() {
  useEffect(() => {
    try {
      for (const key of Object.keys(window.sessionStorage))
        if (key.startsWith(handsPrefix)) window.sessionStorage.removeItem(key);
    } catch {
      // No storage in this browser: then nothing was kept.
    }
  }, []);
  return null;
}
