"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { useField } from "@/components/ui/action-form";

type Held = { start: string; typed: string | null; type: (value: string) => void };
const FileBy = createContext<Held>({ start: "", typed: null, type: () => {} });

/** Holds what stands in "Indienen uiterlijk", for the question further up that is about that day. */
export function FileByHolder({ start, children }: { start: string; children: ReactNode }) {
  const [typed, type] = useState<string | null>(null);
  return <FileBy value={{ start, typed, type }}>{children}</FileBy>;
}

/** The day in that field now, and how to say that another stands there. */
export function useFileBy(): { fileBy: string; setFileBy: (value: string) => void } {
  const { start, typed, type } = useContext(FileBy);
  const { value: answered } = useField("indienenUiterlijk");
  return { fileBy: typed ?? answered ?? start, setFileBy: type };
}
