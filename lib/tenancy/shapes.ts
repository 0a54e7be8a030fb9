export type { Firm } from "@/lib/access/firm";
