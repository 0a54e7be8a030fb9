"use client";

import type { ComponentProps } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "./button";

/** Sends the form; while that lasts it says so, keeps its width and does not send twice. */
export function Submit({ busy, children, ...rest }: ComponentProps<typeof Button> & { busy: string }) {
  const { pending } = useFormStatus();
  return (
    <Button
      type="submit"
      aria-busy={pending || undefined}
      onClick={(event) => {
        if (pending) event.preventDefault();
      }}
      {...rest}
    >
      {pending ? (
        <>
          <span aria-hidden className="spin" />
          <span role="status">{busy}</span>
        </>
      ) : (
        children
      )}
    </Button>
  );
}
