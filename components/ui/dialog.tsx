"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "./button";
import { noteLeaving } from "./left-dialog";

/**
 * The browser's own modal dialog: it keeps the focus inside, closes with Escape, and then what opened it has the focus.
 * In the middle of a wide screen; from the bottom on a phone. Open from the first paint; `closeTo` is the
 * address of the page without it.
 */
export function Dialog({
  title,
  children,
  closeTo,
  close,
  focus = "input:not([type=hidden])",
}: {
  title: ReactNode;
  children: ReactNode;
  closeTo: string;
  close: string;
  /** What to begin with, as a selector. */
  focus?: string;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (!element || element.matches(":modal")) return;
    // Shown by the server already, for those without script; with it, it becomes modal.
    element.close();
    element.showModal();
    element.querySelector<HTMLElement>(focus)?.focus();
  }, [focus]);
  useEffect(() => {
    const element = dialog.current;
    // A link in it that leads to the page under it closes it as well.
    const followed = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (link?.getAttribute("href") === closeTo) noteLeaving(closeTo);
    };
    element?.addEventListener("click", followed);
    return () => element?.removeEventListener("click", followed);
  }, [closeTo]);
  const leave = () => {
    noteLeaving(closeTo);
    window.location.assign(closeTo);
  };
  return (
    <dialog
      open
      ref={dialog}
      aria-labelledby="dialog-title"
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
      className="fixed inset-0 z-20 m-auto h-fit max-h-dvh w-full max-w-[38rem] overflow-auto rounded-lg bg-surface text-ink shadow-e3 max-md:mb-0 max-md:max-w-none max-md:rounded-b-none"
    >
      <div className="p-card md:p-8">
        <div className="flex items-start justify-between gap-4">
          <div id="dialog-title">{title}</div>
          <Button variant="ghost" size="icon" aria-label={close} onClick={leave}>
            <X aria-hidden />
          </Button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
