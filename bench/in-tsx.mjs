import { register } from "tsx/esm/api";

// Runs one of the TypeScript files here. With `--import tsx` every thread that it starts would load tsx too, which the
// portal's threads do not: the one that inspects a PDF would take twice as long.
register();
await import(`./${process.argv[2]}`);
