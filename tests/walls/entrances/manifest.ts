import type { Wall } from "@/lib/access/wall";

export const roles = ["visitor", "client", "assistant", "relationshipManager", "administrator"] as const;
export type Role = (typeof roles)[number];
export type Door = { audience: Wall["audience"]; ability: string | null };
export type Entrance = Door & { opensFor: readonly Role[] };

const everybody = roles;
const members = ["client", "assistant", "relationshipManager", "administrator"] as const;
const clients = ["client"] as const;
const colleagues = ["assistant", "relationshipManager", "administrator"] as const;
const publishers = ["relationshipManager", "administrator"] as const;
const administrators = ["administrator"] as const;

const signIn: Entrance = { audience: "visitor", ability: "sign-in", opensFor: everybody };
const open: Entrance = { audience: "visitor", ability: null, opensFor: everybody };
const check: Entrance = { audience: "visitor", ability: "document.check", opensFor: everybody };
const demo: Entrance = { audience: "demo", ability: "demo", opensFor: everybody };
const machine: Entrance = { audience: "machine", ability: "outbox.drain", opensFor: [] };
const client = (ability: string | null): Entrance => ({ audience: "client", ability, opensFor: clients });
const member = (ability: string): Entrance => ({ audience: "member", ability, opensFor: members });
const staff = (ability: string, opensFor: readonly Role[]): Entrance => ({
  audience: "staff",
  ability,
  opensFor,
});

const filing = "app/(client)/o/[organisation]/accordering";
const desk = "app/(viewer)/admin/stukken/[id]";
const signer = "app/(viewer)/o/[organisation]/accordering/[id]/ondertekenen";

/** Every way into the portal, and for whom it opens; what does not stand here does not exist (statement 17). */
export const manifest: Record<string, Entrance> = {
  // Actions.
  "app/actions.ts chooseLanguage": signIn,
  "app/actions.ts chooseTheme": signIn,
  "app/actions.ts signOut": member("profile.write"),
  "app/(public)/apparaat-terug/actions.ts takeDeviceBack": member("profile.write"),
  "app/actions.ts staySignedIn": member("profile.write"),
  "app/(public)/inloggen/actions.ts continueWithPassword": signIn,
  "app/(public)/inloggen/actions.ts signInWithCodeAction": signIn,
  "app/(public)/inloggen/actions.ts sendNewCode": signIn,
  "app/(public)/wachtwoord-vergeten/actions.ts askForPasswordLink": signIn,
  "app/(public)/wachtwoord/[token]/actions.ts chooseNewPassword": signIn,
  "app/profiel/actions.ts changeOwnPassword": member("profile.write"),
  "app/profiel/actions.ts endOwnSession": member("profile.write"),
  "app/profiel/actions.ts saveMailChoices": member("profile.write"),
  [`${filing}/[id]/actions.ts askForApprovalCode`]: client("filing.approve"),
  [`${filing}/[id]/actions.ts approve`]: client("filing.approve"),
  [`${filing}/[id]/actions.ts askForRejectionCode`]: client("filing.approve"),
  [`${filing}/[id]/actions.ts reject`]: client("filing.approve"),
  [`${signer}/actions.ts askSigningCode`]: client("filing.approve"),
  [`${signer}/actions.ts sign`]: client("filing.approve"),
  [`${filing}/actions.ts askForBatchCode`]: client("filing.approve"),
  [`${filing}/actions.ts sendBatch`]: client("filing.approve"),
  [`${filing}/actions.ts putBack`]: client("filing.approve"),
  [`${filing}/actions.ts sendAnotherCode`]: client("filing.approve"),
  "app/admin/stukken/nieuw/actions.ts publish": staff("filing.publish", publishers),
  "app/admin/stukken/[id]/actions.ts withdraw": staff("filing.manage", publishers),
  "app/admin/stukken/[id]/actions.ts fileAnyway": staff("filing.manage", publishers),
  "app/admin/stukken/[id]/actions.ts file": staff("filing.manage", publishers),
  "app/admin/stukken/[id]/actions.ts release": staff("filing.manage", publishers),
  "app/admin/stukken/[id]/actions.ts drop": staff("filing.manage", publishers),
  "app/admin/stukken/[id]/actions.ts retrySignature": staff("filing.manage", publishers),
  "app/admin/stukken/[id]/actions.ts retryFinish": staff("filing.manage", publishers),
  [`${desk}/ondertekenen/actions.ts askToSign`]: staff("filing.sign", publishers),
  [`${desk}/ondertekenen/actions.ts sign`]: staff("filing.sign", publishers),
  [`${desk}/ondertekenen/actions.ts askToRefuse`]: staff("filing.sign", publishers),
  [`${desk}/ondertekenen/actions.ts refuseToSign`]: staff("filing.sign", publishers),
  [`${desk}/ondertekenen/actions.ts sendAnother`]: staff("filing.sign", publishers),
  [`${desk}/op-kantoor/[seat]/actions.ts identify`]: staff("filing.manage", publishers),
  [`${desk}/op-kantoor/[seat]/actions.ts askAtOffice`]: staff("filing.manage", publishers),
  [`${desk}/op-kantoor/[seat]/actions.ts signAtOffice`]: staff("filing.manage", publishers),
  [`${desk}/op-kantoor/[seat]/actions.ts sendAnotherAtOffice`]: staff("filing.manage", publishers),
  "app/admin/stukken/[id]/actions.ts deliverOnceMore": staff("filing.manage", publishers),
  "app/admin/stukken/[id]/actions.ts ask": staff("filing.manage", publishers),
  "app/admin/stukken/[id]/actions.ts confirm": staff("filing.manage", publishers),
  "app/admin/stukken/[id]/actions.ts takeBack": staff("filing.manage", publishers),
  "app/admin/verzending/actions.ts sendJobAgain": staff("message.resend", publishers),
  "app/admin/verzending/actions.ts markJobAsSent": staff("message.resend", publishers),
  "app/admin/instellingen/ondertekenen/actions.ts uploadCertificate": staff(
    "settings.manage",
    administrators,
  ),
  "app/admin/instellingen/ondertekenen/actions.ts connectService": staff("settings.manage", administrators),
  "app/admin/instellingen/ondertekenen/actions.ts remove": staff("settings.manage", administrators),
  "app/admin/instellingen/ondertekenen/actions.ts chooseCode": staff("settings.manage", administrators),
  "app/profiel/ondertekenen/actions.ts uploadOwn": staff("signing.own", publishers),
  "app/profiel/ondertekenen/actions.ts connectOwn": staff("signing.own", publishers),
  "app/profiel/ondertekenen/actions.ts removeOwn": staff("signing.own", publishers),
  "app/admin/instellingen/kanalen/actions.ts saveChannelSettings": staff("settings.manage", administrators),
  "app/admin/instellingen/kanalen/actions.ts switchChannelOnOff": staff("settings.manage", administrators),
  "app/admin/instellingen/kanalen/actions.ts tryConnection": staff("settings.manage", administrators),

  "app/admin/instellingen/koppelingen/actions.ts add": staff("settings.manage", administrators),
  "app/admin/instellingen/koppelingen/actions.ts renew": staff("settings.manage", administrators),
  "app/admin/instellingen/koppelingen/actions.ts test": staff("settings.manage", administrators),
  "app/admin/instellingen/koppelingen/actions.ts turn": staff("settings.manage", administrators),
  "app/admin/instellingen/koppelingen/actions.ts remove": staff("settings.manage", administrators),

  // Routes.
  [`${filing}/[id]/pdf/route.ts GET`]: client("filing.read"),
  [`${filing}/[id]/bewijs/route.ts GET`]: client("filing.read"),
  [`${filing}/[id]/ondertekenbewijs/route.ts GET`]: client("filing.read"),
  "app/admin/stukken/[id]/bestand/[file]/route.ts GET": staff("client.read", colleagues),
  "app/admin/stukken/nieuw/bijlage/[organisatie]/[upload]/route.ts GET": staff("filing.publish", publishers),
  "app/admin/stukken/export/route.ts GET": staff("filing.export", publishers),
  "app/api/uploads/[organisation]/route.ts POST": staff("filing.prepare", colleagues),
  "app/api/uploads/controleren/route.ts POST": check,
  "app/api/cron/route.ts GET": machine,
  "app/api/cron/route.ts POST": machine,
  "app/foto/[id]/route.ts GET": member("photo.read"),
  "app/demo/berichten.json/route.ts GET": demo,

  // Pages, and the frames around them.
  "app/layout.tsx": open,
  "app/page.tsx": client(null),
  "app/accordering/page.tsx": client(null),
  "app/accordering/overzicht/page.tsx": client(null),
  "app/(public)/layout.tsx": open,
  "app/(public)/inloggen/page.tsx": open,
  "app/(public)/apparaat-terug/page.tsx": open,
  "app/(public)/inloggen/code/page.tsx": open,
  "app/(public)/inloggen/geen-nummer/page.tsx": open,
  "app/(public)/wachtwoord-vergeten/page.tsx": open,
  "app/(public)/wachtwoord-vergeten/verstuurd/page.tsx": open,
  "app/(public)/wachtwoord/[token]/page.tsx": open,
  "app/controleren/page.tsx": open,
  "app/(client)/o/[organisation]/layout.tsx": client("organisation.read"),
  "app/(client)/o/[organisation]/page.tsx": client("organisation.read"),
  "app/(client)/o/[organisation]/contact/page.tsx": client("organisation.read"),
  [`${filing}/page.tsx`]: client("filing.read"),
  [`${filing}/overzicht/page.tsx`]: client("filing.read"),
  [`${filing}/[id]/page.tsx`]: client("filing.read"),
  [`${filing}/[id]/verwerkt/page.tsx`]: client("filing.read"),
  [`${filing}/[id]/afkeuren/page.tsx`]: client("filing.read"),
  [`${filing}/[id]/afgekeurd/page.tsx`]: client("filing.read"),
  [`${filing}/verzenden/page.tsx`]: client("filing.read"),
  [`${filing}/verzonden/[challenge]/page.tsx`]: client("filing.read"),
  "app/(client)/alle-organisaties/layout.tsx": client("filing.read"),
  "app/(client)/alle-organisaties/page.tsx": client("filing.read"),
  "app/(client)/alle-organisaties/verzonden/[challenge]/page.tsx": client("filing.read"),
  "app/(viewer)/o/[organisation]/accordering/[id]/bijlage/page.tsx": client("filing.read"),
  [`${signer}/page.tsx`]: client("filing.read"),
  "app/profiel/layout.tsx": member("profile.write"),
  "app/profiel/page.tsx": member("profile.write"),
  "app/admin/layout.tsx": staff("client.read", colleagues),
  "app/admin/page.tsx": staff("client.read", colleagues),
  "app/admin/clienten/page.tsx": staff("client.read", colleagues),
  "app/admin/stukken/page.tsx": staff("client.read", colleagues),
  "app/admin/stukken/[id]/page.tsx": staff("client.read", colleagues),
  "app/(viewer)/admin/stukken/[id]/bijlage/[file]/page.tsx": staff("client.read", colleagues),
  "app/admin/stukken/nieuw/page.tsx": staff("filing.publish", publishers),
  "app/admin/stukken/[id]/weigeren/page.tsx": staff("filing.sign", publishers),
  [`${desk}/ondertekenen/page.tsx`]: staff("filing.sign", publishers),
  [`${desk}/op-kantoor/[seat]/page.tsx`]: staff("filing.manage", publishers),
  "app/admin/verzending/page.tsx": staff("message.read", colleagues),
  "app/admin/instellingen/koppelingen/page.tsx": staff("settings.manage", administrators),
  "app/admin/instellingen/koppelingen/nieuw/page.tsx": staff("settings.manage", administrators),
  "app/admin/instellingen/koppelingen/[id]/page.tsx": staff("settings.manage", administrators),
  "app/admin/instellingen/page.tsx": staff("settings.manage", administrators),
  "app/admin/instellingen/ondertekenen/page.tsx": staff("settings.manage", administrators),
  "app/admin/instellingen/ondertekenen/[wie]/page.tsx": staff("settings.manage", administrators),
  "app/profiel/ondertekenen/page.tsx": staff("signing.own", publishers),
  "app/admin/instellingen/kanalen/page.tsx": staff("settings.manage", administrators),
  "app/admin/instellingen/kanalen/[kanaal]/page.tsx": staff("settings.manage", administrators),
  "app/demo/berichten/page.tsx": demo,
};
