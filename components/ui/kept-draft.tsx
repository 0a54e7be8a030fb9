"use client";

import { useEffect, useRef } from "react";

/**
 * Keeps what is typed in the form around it in this tab, and gives it back when the page is opened again, until
 * `DraftSent` stands on a page. Never put it in a form that asks for a code.
 * @param place of whom and of what it is a draft
 */
export function KeptDraft({ place, names }: { place: string; names: string[] }) {
  const mark = useRef<HTMLSpanElement>(null);
  const fields = names.join();
  useEffect(() => {
    const form = mark.current?.closest("form");
    if (!form) return;
    const kept = fields.split(",");
    giveBack(form, place, kept);
    const keep = () => {
      const typed = [...new FormData(form)].filter(([name]) => kept.includes(name));
      write(place, JSON.stringify(Object.fromEntries(typed)));
    };
    form.addEventListener("input", keep);
    return () => form.removeEventListener("input", keep);
  }, [place, fields]);
  return <span ref={mark} hidden />;
}

/** What was kept has been sent: from here on there is no draft. */
export function DraftSent({ place }: { place: string }) {
  useEffect(() => write(place, null), [place]);
  return null;
}

function giveBack(form: HTMLFormElement, place: string, names: string[]): void {
  try {
    const kept = JSON.parse(window.sessionStorage.getItem(place) ?? "{}");
    for (const name of names) {
      const field = form.elements.namedItem(name);
      if (typeof kept[name] !== "string" || !field) continue;
      if (field instanceof HTMLTextAreaElement) {
        // By the browser's own setter, or React takes it for what it knew already and counts no characters.
        Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set?.call(field, kept[name]);
        field.dispatchEvent(new Event("input", { bubbles: true }));
      } else if (field instanceof RadioNodeList) field.value = kept[name];
    }
  } catch {
    // What cannot be read is not given back.
  }
}

function write(place: string, text: string | null): void {
  try {
    if (text === null) window.sessionStorage.removeItem(place);
    else window.sessionStorage.setItem(place, text);
  } catch {
    // No room, or no storage in this browser: then nothing is kept.
  }
}
