"use client";

import { X } from "lucide-react";
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { Button } from "@/components/ui/button";

/**
 * A question over the document, like `Dialog`, that opens and closes without leaving the page: what was drawn and how far
 * one has read stay. What opened it has the focus again when it closes.
 */
export function Sheet({
  title,
  lead,
  close,
  onClose,
  focus,
  children,
}: {
  title: string;
  lead?: ReactNode;
  close: string;
  onClose: () => void;
  /** What to begin with, as a selector; its heading when left out. */
  focus?: string;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (!element.open) element.showModal();
    element.querySelector<HTMLElement>(focus ?? "h2")?.focus();
    return () => element.close();
  }, [focus]);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        // Choosing a file and the like cancel as well, and bubble up to here.
        if (event.target !== dialog.current) return;
        event.preventDefault();
        onClose();
      }}
      className="fixed inset-0 m-auto h-fit max-h-dvh w-full max-w-[38rem] overflow-auto overscroll-contain rounded-lg bg-surface text-ink shadow-e3 max-md:mb-0 max-md:max-w-none max-md:rounded-b-none"
    >
      <div className="p-card pb-[calc(var(--pad-card)+env(safe-area-inset-bottom))] md:p-8">
        <div className="flex items-start justify-between gap-4">
          <div className="min-w-0">
            <h2 id={id} tabIndex={-1} className="text-2xl outline-none wrap-anywhere">
              {title}
            </h2>
            {lead && <div className="mt-1 text-ink-2 wrap-anywhere">{lead}</div>}
          </div>
          <Button variant="ghost" size="icon" aria-label={close} onClick={onClose}>
            <X aria-hidden />
          </Button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
