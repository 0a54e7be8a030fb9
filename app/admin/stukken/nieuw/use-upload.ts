import { useRef, useState } from "react";

/** The client reads a PDF or a page of HTML; which of the two a file is, its name says. */
export type UploadSlot = "attachment" | "xbrl" | "annex";
export type UploadState =
  | { state: "none" }
  /** Chosen before there was an organisation to send it for. */
  | { state: "kept"; name: string }
  | { state: "sending"; name: string; percent: number }
  /** `stream` is what the portal read it as, where it reads figures. */
  | { state: "done"; name: string; id: string; stream: string | null }
  /** `parent` is where the return of a fiscale eenheid belongs. */
  | { state: "refused"; name: string; reason: string; parent?: { id: string; name: string } };

/** One file on its way to the portal: streamed as it is, with progress, and to be stopped or tried again. */
export function useUpload(slot: UploadSlot) {
  const [upload, setUpload] = useState<UploadState>({ state: "none" });
  const running = useRef<XMLHttpRequest | null>(null);
  const file = useRef<File | null>(null);

  const send = (organisationId: string, next: File | null = file.current) => {
    running.current?.abort();
    file.current = next;
    if (!next) return setUpload({ state: "none" });
    const { name } = next;
    if (!organisationId) return setUpload({ state: "kept", name });
    const request = new XMLHttpRequest();
    running.current = request;
    setUpload({ state: "sending", name, percent: 0 });
    request.upload.onprogress = ({ loaded, total }) => {
      setUpload({ state: "sending", name, percent: total ? Math.floor((loaded / total) * 100) : 0 });
    };
    request.onload = () => setUpload(answerOf(request, name));
    request.onerror = () => setUpload({ state: "refused", name, reason: "upload-failed" });
    const kind = kindOf(slot, name);
    request.open("POST", `/api/uploads/${organisationId}?soort=${kind}&naam=${encodeURIComponent(name)}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.send(next);
  };

  const stop = () => {
    running.current?.abort();
    file.current = null;
    setUpload({ state: "none" });
  };

  return { upload, send, stop };
}

function kindOf(slot: UploadSlot, name: string): "pdf" | "html" | "xbrl" | "annex" {
  if (slot !== "attachment") return slot;
  return /\.html?$/i.test(name) ? "html" : "pdf";
}

function answerOf(request: XMLHttpRequest, name: string): UploadState {
  try {
    const answer = JSON.parse(request.responseText) as {
      ok?: boolean;
      id?: string;
      reason?: string;
      stream?: string | null;
      parent?: { id: string; name: string };
    };
    if (answer.ok && answer.id) return { state: "done", name, id: answer.id, stream: answer.stream ?? null };
    const { reason = "unknown", parent } = answer;
    return { state: "refused", name, reason, ...(parent ? { parent } : {}) };
  } catch {
    return { state: "refused", name, reason: "upload-failed" };
  }
}
