import type { Context } from "@/lib/context";
import { mailboxOf } from "@/lib/email-address";
import type { AppError } from "@/lib/errors";
import { networkOf } from "@/lib/http/network";
import { count, resetCount, type SharedLimit, tryCount, uncount } from "@/lib/http/rate-limit";
import { knownFrom } from "./known-from";

type Counted = [kind: SharedLimit, key: string];

const uncountAll = async (counted: Counted[]) => {
  await Promise.all(counted.map(([kind, key]) => uncount(kind, key)));
};

/**
 * Counts a try to sign in, before the password is looked at. A person who comes by themselves is counted
 * strictly per account and address; failures are counted in larger numbers per account and address, per
 * account, and per address, and never keep a device or an address out from which the customer signed in
 * before. An app is counted by itself, whatever its server's address, and per account.
 *
 * Resolves with what to call once the password was right, or nobody could compare it, which takes the failure
 * back. Throws RATE_LIMITED.
 */
export async function limitSignIn(ctx: Context, email: string): Promise<() => Promise<void>> {
  const counted = ctx.app ? await countForApp(ctx.app.id, email) : await countForPerson(ctx, email);
  return () => uncountAll(counted);
}

async function countForApp(appId: string, email: string): Promise<Counted[]> {
  await count("sign-in:app", appId);
  const failure: Counted = ["sign-in:app-account-failures", `${appId} ${email}`];
  await count(...failure);
  return [failure];
}

async function countForPerson(ctx: Context, email: string): Promise<Counted[]> {
  const network = networkOf(ctx.ip);
  let asked: ReturnType<typeof knownFrom> | undefined;
  const known = () => {
    asked ??= knownFrom(ctx, email);
    return asked;
  };
  const tooMany = await tryCount("sign-in:account-address", `${network} ${email}`);
  if (tooMany) await countDevice("sign-in:account-device", tooMany);
  const failures: Counted[] = [
    ["sign-in:address-failures", network],
    ["sign-in:account-address-failures", `${network} ${email}`],
    ["sign-in:account-failures", email],
  ];
  const counted: Counted[] = [];
  for (const failure of failures) {
    const exceeded = await tryCount(...failure);
    if (!exceeded) counted.push(failure);
    else if (failure[0] === "sign-in:account-address-failures")
      counted.push(await countDevice("sign-in:account-device-failures", exceeded));
    else if (!(await isKnown())) throw exceeded;
  }
  return counted;

  async function isKnown(): Promise<boolean> {
    const { device, address } = await known();
    return device || address;
  }

  /** Strangers behind the same address have used it up: a device that is known has as much of its own. */
  async function countDevice(kind: SharedLimit, exceeded: AppError): Promise<Counted> {
    if (!ctx.device || !(await known()).device) throw exceeded;
    const own: Counted = [kind, `${ctx.device} ${email}`];
    await count(...own);
    return own;
  }
}

/**
 * After a customer proved with an email that the account is theirs: failures before don't keep them from
 * signing in with their new password.
 */
export async function forgiveSignIn(ctx: Context, email: string): Promise<void> {
  const here = `${networkOf(ctx.ip)} ${email}`;
  await Promise.all([
    resetCount("sign-in:account-address", here),
    resetCount("sign-in:account-address-failures", here),
    resetCount("sign-in:account-failures", email),
  ]);
}

/**
 * Counts a request for a token, per client and address: wrong tries of a stranger must not keep an app from
 * its token. Resolves with what to call once the secret was right. Throws RATE_LIMITED.
 */
export async function limitToken(ctx: Context, clientId: string): Promise<() => Promise<void>> {
  const network = networkOf(ctx.ip);
  const failure: Counted = ["token:address-failures", network];
  await count(...failure);
  const tooMany = await tryCount("token:client-address", `${network} ${clientId}`);
  if (tooMany) {
    // Its secret isn't looked at: to ask too often is no failure.
    await uncount(...failure);
    throw tooMany;
  }
  return () => uncountAll([failure]);
}

interface CodeOwner {
  publicId: string;
  email: string;
}

/**
 * Counts a try of a code of a customer's second factor, right or wrong: per session of one who is signed in,
 * else per device, address or app from which they signed in before, and together for everyone else who knows
 * the password. Resolves with what to call once the code was right, which forgets the tries before.
 * Throws RATE_LIMITED.
 */
export async function limitCodes(ctx: Context, owner: CodeOwner): Promise<() => Promise<void>> {
  const [kind, key] = await codeCounter(ctx, owner);
  await count(kind, key);
  return () => resetCount(kind, key);
}

async function codeCounter(ctx: Context, { publicId, email }: CodeOwner): Promise<Counted> {
  if (ctx.actor.kind === "customer") return ["code:session", ctx.actor.sessionId];
  if (ctx.app) return ["code:app", `${ctx.app.id} ${publicId}`];
  const known = await knownFrom(ctx, email);
  if (known.device && ctx.device) return ["code:device", `${ctx.device} ${publicId}`];
  if (known.address) return ["code:address", `${networkOf(ctx.ip)} ${publicId}`];
  return ["code:stranger", publicId];
}

/**
 * Counts an email that strangers can have sent to a mailbox: strictly per network that asks, and in a larger
 * number for all networks together. Returns the RATE_LIMITED where there were too many, else null.
 */
async function tryEmail(ctx: Context, kind: SharedLimit, mailbox: string) {
  const ofNetwork: Counted = ["email:network", `${kind} ${networkOf(ctx.ip)} ${mailbox}`];
  const tooMany = await tryCount(...ofNetwork);
  if (tooMany) return tooMany;
  const tooManyInAll = await tryCount(kind, mailbox);
  // No email is sent: others used up what the mailbox gets, and this network may ask again later.
  if (tooManyInAll) await uncount(...ofNetwork);
  return tooManyInAll;
}

/**
 * Counts a request for a new password: per address that asks, and per account. A device or a network from
 * which the customer signed in before has emails of its own, which strangers can't use up. While strangers
 * have used theirs up, a link that works is in the mailbox: links live as long as these limits last.
 * Resolves with whether the customer signed in from here before. Throws RATE_LIMITED.
 */
export async function limitResetEmails(ctx: Context, email: string): Promise<boolean> {
  const network = networkOf(ctx.ip);
  await count("email:address", network);
  const known = await knownFrom(ctx, email);
  if (known.device) await count("email:reset-known", `${ctx.device} ${email}`);
  else if (known.address) await count("email:reset-known", `${network} ${email}`);
  else {
    const tooMany = await tryEmail(ctx, "email:reset", email);
    if (tooMany) throw tooMany;
  }
  return known.device || known.address;
}

/**
 * Counts an email with a link to a new password that goes to an address which nobody has verified, per
 * mailbox: anyone signs up with variants of somebody else's. That somebody signed in from here before says
 * less of such an account, so they have a larger number apart from strangers', and not one of their own: who
 * signs in to one variant from four networks can use it up for the others (docs/security.md, 2.5.6).
 * Emails that nobody is sent aren't counted, or variants that nobody has would use up those of one that
 * somebody has. Returns the RATE_LIMITED, else null.
 */
export const tryUnverifiedResetEmail = (ctx: Context, email: string, isKnown: boolean) =>
  tryEmail(
    ctx,
    isKnown ? "email:reset-unverified-known" : "email:reset-unverified",
    mailboxOf(email),
  );

/**
 * Counts an email that verifies an address, per mailbox: those that a sign-up sends apart from those that a
 * signed-in customer asks for. Returns the RATE_LIMITED, else null.
 */
export const tryVerificationEmail = (ctx: Context, email: string) =>
  tryEmail(
    ctx,
    ctx.actor.kind === "customer" ? "email:verify-signed-in" : "email:verify",
    mailboxOf(email),
  );

/** Counts the use of a link that was sent by email, per address. Throws RATE_LIMITED. */
export const limitLinks = (address: string) => count("link:address", networkOf(address));
