import { randomBytes } from "node:crypto";
import { v7 } from "uuid";

/** A new row id: uuid v7, so that newer rows stand later in an index. */
export function newId(): string {
  return v7();
}

/** A random secret in base64url; 32 bytes unless told otherwise. */
export function newToken(bytes = 32): string {
  return randomBytes(bytes).toString("base64url");
}

/** Whether a text from outside has the shape of an id; what has not never reaches a uuid column. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
