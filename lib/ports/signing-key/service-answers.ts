import { z } from "zod";

/** What a service answers, as far as it is used here (CSC API 1.0.4.0, 11.5, 11.6, 11.9 and 10.1). */

const base64 = z.string().regex(/^[A-Za-z0-9+/\r\n]+={0,2}\s*$/);

export const credentialAnswer = z.object({
  key: z.object({ status: z.string(), algo: z.array(z.string()) }),
  cert: z.object({ status: z.string().optional(), certificates: z.array(base64).min(1).max(10) }),
  authMode: z.string().default("implicit"),
});

export const authorizeAnswer = z.object({ SAD: z.string().min(1) });

export const signHashAnswer = z.object({ signatures: z.tuple([base64]) });

/** Its own word for what is wrong, such as invalid_request. */
export const serviceError = z.object({ error: z.string().regex(/^[a-z_]{1,40}$/) });
