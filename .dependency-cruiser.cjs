/**
 * The floors of the house: imports go down only. tests/walls/imports.test.ts runs these rules over the tree, and
 * over a small tree that breaks each of them.
 */

/** From the bottom up. Rooms on one floor are peers: they meet through the outbox, never by an import. */
const floors = [
  ["shared"],
  ["pdf"],
  ["pades"],
  ["ports"],
  ["access"],
  ["audit", "outbox"],
  ["tenancy", "identity", "organisations"],
  ["dossier", "messages", "change-requests", "notifications"],
  ["signing", "approvals", "delivery"],
  ["staff", "backoffice"],
  ["worker"],
];
const oneOf = (rooms) => `(${rooms.join("|")})`;

const upward = floors.slice(0, -1).map((rooms, index) => ({
  name: `floor-${index + 1}-looks-up`,
  comment: `lib/${rooms.join(", lib/")} may only import what lies below.`,
  severity: "error",
  from: { path: `^lib/${oneOf(rooms)}/` },
  to: { path: `^lib/${oneOf(floors.slice(index + 1).flat())}/` },
}));

const peers = floors
  .filter((rooms) => rooms.length > 1)
  .map((rooms) => ({
    name: `peers-${rooms[0]}`,
    comment: `${rooms.join(", ")} live on one floor and never import each other.`,
    severity: "error",
    from: { path: `^lib/${oneOf(rooms)}/` },
    to: { path: `^lib/${oneOf(rooms)}/`, pathNot: "^lib/$1/" },
  }));

module.exports = {
  forbidden: [
    ...upward,
    ...peers,
    {
      name: "room-without-a-floor",
      comment: "A new room needs a floor in this file before it can be imported.",
      severity: "error",
      from: {},
      to: { path: "^lib/", pathNot: `^lib/${oneOf(floors.flat())}/` },
    },
    {
      name: "cellar-looks-up",
      comment: "db knows nothing of the house above it; only the demo story is told through the rooms.",
      severity: "error",
      from: { path: "^db/", pathNot: "^db/demo/" },
      to: { path: "^(lib|app|components|scripts|db/demo)/|^(middleware|instrumentation)\\.ts$" },
    },
    {
      name: "lib-looks-at-the-roof",
      severity: "error",
      from: { path: "^(lib|db)/" },
      to: { path: "^(app|components|scripts)/|^(middleware|instrumentation)\\.ts$" },
    },
    {
      name: "ground-is-pure",
      comment: "lib/shared needs no database and no framework.",
      severity: "error",
      from: { path: "^lib/shared/", pathNot: "^lib/shared/i18n\\.ts$" },
      to: { path: "^db/|^node_modules/(next|react|drizzle-orm|postgres)/" },
    },
    {
      name: "rules-are-pure",
      comment: "A room's rules import the ground alone; types may come from anywhere below.",
      severity: "error",
      from: { path: "^lib/[^/]+/rules\\.ts$" },
      to: { pathNot: "^lib/shared/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "connection-is-private",
      comment: "inScope is the only door to data.",
      severity: "error",
      from: {
        pathNot:
          "^db/(scope|gate|migrate)\\.ts$|^db/demo/|^(tests|bench)/|^scripts/(ready|worker|audit-export)\\.ts$",
      },
      to: { path: "^db/connection\\.ts$" },
    },
    {
      name: "gate-is-private",
      comment: "What is asked before the firm is known, is asked in these places and no other.",
      severity: "error",
      from: {
        pathNot:
          "^lib/access/(firm|session)\\.ts$|^lib/identity/limits\\.ts$|^lib/outbox/drain\\.ts$|^lib/worker/(run|anchors|housekeeping)\\.ts$|^db/demo/|^(tests|bench)/",
      },
      to: { path: "^db/gate\\.ts$" },
    },
    {
      name: "driver-is-private",
      severity: "error",
      from: { pathNot: "^(db|tests|bench)/" },
      to: {
        path: "^node_modules/(postgres|drizzle-orm/(postgres-js|migrator))(/|$)",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "worker-is-started-only",
      comment: "The loft is entered by the process that starts, by the clock where none lives, and by tests.",
      severity: "error",
      from: {
        pathNot:
          "^lib/worker/|^instrumentation\\.ts$|^scripts/worker\\.ts$|^app/api/cron/route\\.ts$|^(tests|bench)/",
      },
      to: { path: "^lib/worker/" },
    },
    {
      name: "roof-reaches-into-the-cellar",
      comment: "Routes open a scope; tables and queries belong to the rooms.",
      severity: "error",
      from: { path: "^app/|^(middleware|instrumentation)\\.ts$" },
      to: { path: "^db/", pathNot: "^db/scope\\.ts$" },
    },
    {
      name: "components-only-draw",
      comment: "A component never reads or changes data; the page hands it what it draws.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^(db|app)/|^lib/[^/]+/(commands|queries)(\\.ts$|/)" },
    },
    {
      name: "components-run-no-rooms",
      comment:
        "Of a room a component may run the rules, the input shapes and the names (and what is as pure); of the rest it knows types alone.",
      severity: "error",
      from: { path: "^components/" },
      to: {
        path: "^lib/",
        pathNot:
          "^lib/shared/|^lib/ports/clock\\.ts$|^lib/access/(abilities|session)\\.ts$|^lib/[^/]+/(rules|input|shapes|title|streams|shown|timeline)\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "product-imports-tests",
      severity: "error",
      from: { pathNot: "^(tests|bench)/|^playwright\\.config\\.ts$" },
      to: { path: "^(tests|bench)/" },
    },
    {
      name: "product-needs-a-tool",
      comment: "What runs in production is a dependency, not a tool of the workshop.",
      severity: "error",
      from: { path: "^(app|components|db|lib)/|^(middleware|instrumentation)\\.ts$" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    { name: "found-nowhere", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|\\.data|public|node_modules/\\.cache)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
    },
  },
};
