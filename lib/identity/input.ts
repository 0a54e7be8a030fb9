import { z } from "zod";
import { normaliseCode, normaliseEmail } from "./rules";

const ADDRESS = /^[^\s@"<>\p{C}]+@[^\s@"<>\p{C}]+\.[^\s@"<>\p{C}]+$/u;

// Messages are keys of the message files.
const email = z
  .string("email")
  .max(254, "email")
  .transform(normaliseEmail)
  // Normalising can make it longer. Of what cannot be seen (\p{C}) the database refuses some, which would be a fault.
  .refine((text) => text.length <= 254 && ADDRESS.test(text), "email");

export const signInInput = z
  .object({ email, wachtwoord: z.string("password").min(1, "password").max(1000, "password") })
  .transform(({ email, wachtwoord }) => ({ email, password: wachtwoord }));

export const codeInput = z.object({
  code: z.string("code").refine((text) => normaliseCode(text).length === 6, "code"),
});

export const forgotInput = z.object({ email });

export const choosePasswordInput = z.object({
  token: z.string().max(200),
  wachtwoord: z.string("new-password").min(1, "new-password").max(1000, "too-long"),
});

export const changePasswordInput = z.object({
  huidigWachtwoord: z.string("current-password").min(1, "current-password").max(1000, "current-password"),
  nieuwWachtwoord: z.string("new-password").min(1, "new-password").max(1000, "too-long"),
});
