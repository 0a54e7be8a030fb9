"use client";

import { Copy } from "lucide-react";
import { useState } from "react";
import { announce } from "./announce";
import { Button } from "./button";

export function CopyButton({
  text,
  words,
  className,
}: {
  text: string;
  words: { copy: string; copied: string };
  className?: string;
}) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    announce(words.copied);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <Button variant="ghost" size="small" onClick={copy} className={className}>
      <Copy aria-hidden />
      {copied ? words.copied : words.copy}
    </Button>
  );
}
