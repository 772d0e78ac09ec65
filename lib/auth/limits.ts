import type { Context } from "@/lib/core/context";
import { mailboxOf } from "@/lib/core/email-address";
import type { AppError } from "@/lib/core/errors";
import { networkOf } from "@/lib/http/network";
import { count, resetCount, type SharedLimit, tryCount, uncount } from "@/lib/http/rate-limit";
import { recognizeCaller } from "./recognize-caller";

type Counter = [kind: SharedLimit, key: string];

const uncountAll = async (counters: Counter[]) => {
  await Promise.all(counters.map(([kind, key]) => uncount(kind, key)));
};

/**
 * Counts a sign-in attempt, before the password is compared. A customer who signs in directly is counted strictly per
 * account and address. Failures have larger limits per account and address, per account, and per address; they never
 * lock out a device or an address from which the customer has signed in before. Sign-ins through an app are counted
 * per app, from all addresses of its server, and per account.
 *
 * Resolves with a function that uncounts the failure: call it once the password was right, or could not be compared.
 * Throws RATE_LIMITED.
 */
export async function limitSignIn(ctx: Context, email: string): Promise<() => Promise<void>> {
  const counters = ctx.app
    ? await countForApp(ctx.app.id, email)
    : await countForCustomer(ctx, email);
  return () => uncountAll(counters);
}

async function countForApp(appId: string, email: string): Promise<Counter[]> {
  await count("sign-in:app", appId);
  const failure: Counter = ["sign-in:app-account-failures", `${appId} ${email}`];
  await count(...failure);
  return [failure];
}

async function countForCustomer(ctx: Context, email: string): Promise<Counter[]> {
  const network = networkOf(ctx.ip);
  let recognition: ReturnType<typeof recognizeCaller> | undefined;
  const recognize = () => {
    recognition ??= recognizeCaller(ctx, email);
    return recognition;
  };
  const tooMany = await tryCount("sign-in:account-address", `${network} ${email}`);
  if (tooMany) await countDevice("sign-in:account-device", tooMany);
  const failures: Counter[] = [
    ["sign-in:address-failures", network],
    ["sign-in:account-address-failures", `${network} ${email}`],
    ["sign-in:account-failures", email],
  ];
  const counters: Counter[] = [];
  for (const failure of failures) {
    const exceeded = await tryCount(...failure);
    if (!exceeded) counters.push(failure);
    else if (failure[0] === "sign-in:account-address-failures")
      counters.push(await countDevice("sign-in:account-device-failures", exceeded));
    else if (!(await isRecognized())) throw exceeded;
  }
  return counters;

  async function isRecognized(): Promise<boolean> {
    const { device, address } = await recognize();
    return device || address;
  }

  /** Past the limit of an address, which strangers may share: a recognized device has a limit of its own. */
  async function countDevice(kind: SharedLimit, exceeded: AppError): Promise<Counter> {
    if (!ctx.device || !(await recognize()).device) throw exceeded;
    const deviceCounter: Counter = [kind, `${ctx.device} ${email}`];
    await count(...deviceCounter);
    return deviceCounter;
  }
}

/**
 * Resets the counters of failed sign-ins, for a customer who proved by email that the account is theirs: earlier
 * failures don't keep them from signing in with the new password.
 */
export async function resetSignInCounts(ctx: Context, email: string): Promise<void> {
  const accountAtNetwork = `${networkOf(ctx.ip)} ${email}`;
  await Promise.all([
    resetCount("sign-in:account-address", accountAtNetwork),
    resetCount("sign-in:account-address-failures", accountAtNetwork),
    resetCount("sign-in:account-failures", email),
  ]);
}

/**
 * Counts a token request, per client and address: a stranger's failures must not keep an app from its token.
 * Resolves with a function that uncounts the failure: call it once the secret was right. Throws RATE_LIMITED.
 */
export async function limitToken(ctx: Context, clientId: string): Promise<() => Promise<void>> {
  const network = networkOf(ctx.ip);
  const failure: Counter = ["token:address-failures", network];
  await count(...failure);
  const tooMany = await tryCount("token:client-address", `${network} ${clientId}`);
  if (tooMany) {
    // The secret isn't compared, so this is no failure.
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
 * Counts an attempt at a code of a customer's second factor, right or wrong: per session of a signed-in customer, else
 * per device, address or app from which they have signed in before, and together for all others who know the
 * password. Resolves with a function that resets the counter: call it once the code was right. Throws RATE_LIMITED.
 */
export async function limitCodes(ctx: Context, owner: CodeOwner): Promise<() => Promise<void>> {
  const [kind, key] = await codeCounter(ctx, owner);
  await count(kind, key);
  return () => resetCount(kind, key);
}

async function codeCounter(ctx: Context, { publicId, email }: CodeOwner): Promise<Counter> {
  if (ctx.actor.kind === "customer") return ["code:session", ctx.actor.sessionId];
  if (ctx.app) return ["code:app", `${ctx.app.id} ${publicId}`];
  const recognized = await recognizeCaller(ctx, email);
  if (recognized.device && ctx.device) return ["code:device", `${ctx.device} ${publicId}`];
  if (recognized.address) return ["code:address", `${networkOf(ctx.ip)} ${publicId}`];
  return ["code:stranger", publicId];
}

/**
 * Counts an email that strangers can have sent to a mailbox: strictly per requesting network, and with a larger limit
 * for all networks together. Returns the RATE_LIMITED error past a limit, else null.
 */
async function tryEmail(ctx: Context, kind: SharedLimit, mailbox: string) {
  const byNetwork: Counter = ["email:network", `${kind} ${networkOf(ctx.ip)} ${mailbox}`];
  const tooMany = await tryCount(...byNetwork);
  if (tooMany) return tooMany;
  const tooManyInTotal = await tryCount(kind, mailbox);
  // No email is sent, since others have used up the mailbox's limit: this network may request one later.
  if (tooManyInTotal) await uncount(...byNetwork);
  return tooManyInTotal;
}

/**
 * Counts a request for a password reset, per requesting address and per account. A device or network from which the
 * customer has signed in before has a limit of its own, which strangers can't use up. When strangers have used up
 * theirs, a valid link is in the mailbox: links are valid for as long as these limits last. Resolves with whether the
 * caller is recognized. Throws RATE_LIMITED.
 */
export async function limitResetEmails(ctx: Context, email: string): Promise<boolean> {
  const network = networkOf(ctx.ip);
  await limitEmailRequests(ctx.ip);
  const recognized = await recognizeCaller(ctx, email);
  if (recognized.device) await count("email:reset-known", `${ctx.device} ${email}`);
  else if (recognized.address) await count("email:reset-known", `${network} ${email}`);
  else {
    const tooMany = await tryEmail(ctx, "email:reset", email);
    if (tooMany) throw tooMany;
  }
  return recognized.device || recognized.address;
}

/**
 * Counts an email with a reset link to an address that isn't verified, per mailbox: anyone can sign up with variants
 * of another's address. An earlier sign-in proves less for such an account, so recognized callers share one limit,
 * apart from strangers, instead of having one each: whoever signs in to one variant from four networks can use it up
 * for the others (docs/security.md, 2.5.6). Call it only for emails that are sent, or variants without an account
 * would use up the limit of one with an account. Returns the RATE_LIMITED error past a limit, else null.
 */
export const tryUnverifiedResetEmail = (ctx: Context, email: string, isRecognized: boolean) =>
  tryEmail(
    ctx,
    isRecognized ? "email:reset-unverified-known" : "email:reset-unverified",
    mailboxOf(email),
  );

/**
 * Counts an email that verifies an address, per mailbox. Emails of sign-ups and those that a signed-in customer
 * requests have separate limits. Returns the RATE_LIMITED error past a limit, else null.
 */
export const tryVerificationEmail = (ctx: Context, email: string) =>
  tryEmail(
    ctx,
    ctx.actor.kind === "customer" ? "email:verify-signed-in" : "email:verify",
    mailboxOf(email),
  );

/** Counts a request for an email to an address that the caller names, per network. Throws RATE_LIMITED. */
export const limitEmailRequests = (address: string) => count("email:address", networkOf(address));

/** Counts the use of a link that was sent by email, per address. Throws RATE_LIMITED. */
export const limitLinks = (address: string) => count("link:address", networkOf(address));
