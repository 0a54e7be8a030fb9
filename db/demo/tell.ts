import { closePool } from "@/db/connection";
import { tellStory } from "./story";

// Run by the launcher, with the settings of the portal it is about to start.
const told = await tellStory(new Date());
console.log(told ? "The demo story has been told." : "The demo story was there already.");
await closePool();
