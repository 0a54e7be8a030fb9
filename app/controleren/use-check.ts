import { useRef, useState } from "react";
import type { CheckAnswer } from "@/lib/signing/check-words";

export type Check =
  | { state: "none" }
  | { state: "sending"; name: string; percent: number }
  | { state: "judging"; name: string }
  | { state: "answered"; name: string; answer: CheckAnswer }
  | { state: "refused"; name: string; reason: string };

/** Sends a file to be looked at, with progress; it can be stopped, and another be chosen at any time. */
export function useCheck() {
  const [check, setCheck] = useState<Check>({ state: "none" });
  const running = useRef<XMLHttpRequest | null>(null);
  const last = useRef<File | null>(null);

  const send = (file: File | null = last.current) => {
    running.current?.abort();
    last.current = file;
    if (!file) return setCheck({ state: "none" });
    const { name } = file;
    const request = new XMLHttpRequest();
    running.current = request;
    setCheck({ state: "sending", name, percent: 0 });
    request.upload.onprogress = ({ loaded, total }) => {
      setCheck({ state: "sending", name, percent: total ? Math.floor((loaded / total) * 100) : 0 });
    };
    request.upload.onload = () => setCheck({ state: "judging", name });
    request.onload = () => setCheck(answerOf(request, name));
    request.onerror = () => setCheck({ state: "refused", name, reason: "upload-failed" });
    request.open("POST", "/api/uploads/controleren");
    request.setRequestHeader("content-type", "application/pdf");
    request.send(file);
  };

  const stop = () => {
    running.current?.abort();
    last.current = null;
    setCheck({ state: "none" });
  };

  return { check, send, stop };
}

function answerOf(request: XMLHttpRequest, name: string): Check {
  try {
    const answer = JSON.parse(request.responseText) as CheckAnswer | { reason: string };
    if ("title" in answer) return { state: "answered", name, answer };
    return { state: "refused", name, reason: answer.reason };
  } catch {
    return { state: "refused", name, reason: "unknown" };
  }
}
