"use client";

import { Send } from "lucide-react";
import { useEffect, useState } from "react";
import { Submit } from "@/components/ui/submit";

/** "2 stukken verzenden": counts what is ticked. Without script it counts what was ticked at first, which is all. */
export function SendChosen({
  form,
  all,
  words,
  busy,
}: {
  form: string;
  all: number;
  /** What the button says for each number. */
  words: Record<number, string>;
  busy: string;
}) {
  const [chosen, setChosen] = useState(all);
  useEffect(() => {
    const boxes = () => [
      ...document.querySelectorAll<HTMLInputElement>(`input[type=checkbox][form="${form}"]`),
    ];
    const count = () => setChosen(boxes().filter(({ checked }) => checked).length);
    count();
    document.addEventListener("change", count);
    return () => document.removeEventListener("change", count);
  }, [form]);
  return (
    <Submit busy={busy} wide data-opens-dialog>
      <Send aria-hidden />
      {words[chosen]}
    </Submit>
  );
}
