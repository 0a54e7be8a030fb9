"use client";

import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import { useField } from "@/components/ui/action-form";

type Days = { approveBy: string; fileBy: string };
type Held = { start: Days; typed: Partial<Days>; type: (days: Partial<Days>) => void };
const FileBy = createContext<Held>({ start: { approveBy: "", fileBy: "" }, typed: {}, type: () => {} });

/**
 * Holds what stands in "Goedkeuren uiterlijk" and "Indienen uiterlijk", for the questions further up that are about
 * those days.
 */
export function FileByHolder({ start, children }: { start: Days; children: ReactNode }) {
  const [typed, setTyped] = useState<Partial<Days>>({});
  const type = useCallback((days: Partial<Days>) => setTyped((before) => ({ ...before, ...days })), []);
  return <FileBy value={{ start, typed, type }}>{children}</FileBy>;
}

/** The days in those fields now, and how to say that others stand there. */
export function useFileBy(): Days & { setDays: (days: Partial<Days>) => void } {
  const { start, typed, type } = useContext(FileBy);
  const { value: approve } = useField("goedkeurenUiterlijk");
  const { value: file } = useField("indienenUiterlijk");
  return {
    approveBy: typed.approveBy ?? approve ?? start.approveBy,
    fileBy: typed.fileBy ?? file ?? start.fileBy,
    setDays: type,
  };
}
