// npm run demo: everything that the portal needs, from a fresh clone on. PORT, DATA_DIR and DATABASE_URL can be set.
import { checkNode, ensureInstalled } from "./lib/install.mjs";

checkNode();
const began = Date.now();
const say = (line) => console.log(line);
const closers = [];
let stopping = false;

async function stop(code) {
  if (stopping) return;
  stopping = true;
  // The modules of the house exist only once everything was installed.
  const { closeHouse } = await import("./lib/house.mjs");
  await closeHouse(closers).catch((error) => console.error(error.message));
  process.exit(code);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    if (!stopping) say("\nStopping …");
    void stop(0);
  });
}
// npm that is killed outright tells nobody; whoever ends it means us. (The script says exec, so it is our parent.)
const parent = process.ppid;
if (process.env.npm_lifecycle_event) {
  setInterval(() => {
    if (process.ppid !== parent) void stop(0);
  }, 300).unref();
}

try {
  const port = portFrom(process.env.PORT);
  await ensureInstalled(say);
  const { openHouse } = await import("./lib/house.mjs");
  const { dataDirectory } = await import("./lib/claim.mjs");
  const dataDir = dataDirectory();
  const house = await openHouse({ dataDir, port, ownerUrl: process.env.DATABASE_URL, say }, closers);
  say(welcome(port, dataDir, (Date.now() - began) / 1000));
  await house.ended;
  if (!stopping) {
    console.error("The portal stopped by itself.");
    await stop(1);
  }
} catch (error) {
  if (!stopping) {
    console.error(`\n${error.message}`);
    await stop(1);
  }
}

function portFrom(text = "3000") {
  const port = Number(text || "3000");
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  console.error(`PORT is "${text}"; it has to be a number between 1 and 65535.`);
  process.exit(1);
}

function welcome(port, dataDir, seconds) {
  const noorderlicht = `http://noorderlicht.localhost:${port}`;
  const devries = `http://devries.localhost:${port}`;
  const lines = [
    ["Noorderlicht Accountants", noorderlicht],
    ["De Vries & Partners", devries],
    ["Codes and mails", `${noorderlicht}/demo/berichten`],
    ["", `${devries}/demo/berichten`],
    ["Every password", "Demo-portaal-2026"],
    [],
    ["Clients of Noorderlicht", "marieke@korenaar.example", "director of the bakery, and two more"],
    ["", "pieter@korenaar.example", "director of the bakery, fiscal partner"],
    ["", "els@korenaar.example", "keeps the bakery's books"],
    ["", "fatima@fysiodelinde.example", "nothing to do"],
    ["", "tom@visserwatersport.example", "no mobile number on file"],
    ["Its staff, at /admin", "sander@noorderlicht.example", "relationship manager"],
    ["", "joris@noorderlicht.example", "assistant"],
    ["", "anouk@noorderlicht.example", "accountant and administrator"],
    ["Clients of De Vries", "gerrit@garagepostma.example"],
    ["", "marieke@korenaar.example", "another account of the same person"],
    ["Its staff, at /admin", "willemijn@devries.example"],
    [],
    ["Data is kept in", dataDir],
  ];
  const drawn = lines.map(([what = "", ...rest]) =>
    `  ${what.padEnd(26)}${rest.map((word) => word.padEnd(30)).join("")}`.trimEnd(),
  );
  return `\nThe portal is open (${seconds.toFixed(1)} s). Ctrl-C closes it.\n\n${drawn.join("\n")}\n`;
}
