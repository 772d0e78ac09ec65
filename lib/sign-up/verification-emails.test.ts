import { beforeEach, describe, expect, test } from "vitest";
import { loadSession, sendVerificationAgain } from "@/lib/auth";
import type { Context } from "@/lib/core/context";
import { anonymousCtx } from "@/testing/actors/contexts";
import { newCustomer } from "@/testing/actors/customer";
import { deletePendingEmails, pendingEmails } from "@/testing/database/emails";
import { sql } from "@/testing/database/sql";
import { duringPasswordStorm } from "@/testing/faults/password-storm";
import { signUp } from "./sign-up";

// Before the settings are read. Each test says where it comes from.
Object.assign(process.env, {
  RATE_LIMIT_SIGN_IN: "4",
  RATE_LIMIT_SIGN_IN_FAILURES: "8",
  RATE_LIMIT_EMAILS: "3",
  TRUSTED_PROXY_HOPS: "1",
});

let me: Awaited<ReturnType<typeof newCustomer>>;
beforeEach(async () => {
  await sql("delete from rate_limits");
  me = await newCustomer();
  await sql("delete from rate_limits");
  await deletePendingEmails();
});

let addresses = 0;
const somewhere = () => {
  addresses += 1;
  return `203.0.113.${addresses}`;
};
const at = (ip: string, device: string | null = null) => ({ ...anonymousCtx(), ip, device });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    ({ code }) => code as string,
  );
describe("signUp: emails that verify an address", () => {
  const signUpFrom = async (ctx: ReturnType<typeof at>, email: string): Promise<Context> => {
    const { session } = await signUp(ctx, { email, password: me.password });
    return { ...ctx, actor: await loadSession(ctx.db, session.id) };
  };

  test("victim+1@, victim+2@, … from one network → as many emails as its limit; another network gets its own", async () => {
    const mallory = at(somewhere());
    for (let n = 0; n < 4; n++) await signUpFrom(mallory, `victim+${n}@one.example`);
    expect(await pendingEmails()).toHaveLength(3);
    await signUpFrom(at(somewhere()), "victim+shop@one.example");
    expect(await pendingEmails()).toHaveLength(4);
  });

  test("victim+1@, victim+2@, … from many networks → the mailbox gets as many emails as its limit, and all sign up", async () => {
    for (let n = 0; n < 13; n++) await signUpFrom(at(somewhere()), `victim+${n}@bombed.example`);
    expect(await pendingEmails()).toHaveLength(12);
    // The owner of the plain address is still asked to verify it.
    await signUpFrom(at(somewhere()), "victim@bombed.example");
    expect(await pendingEmails()).toHaveLength(13);
    // And the owner of a variant is, once they are signed in and request it.
    const owner = await signUpFrom(at(somewhere()), "victim+shop@bombed.example");
    expect(await pendingEmails()).toHaveLength(13);
    await sendVerificationAgain(owner);
    expect(await pendingEmails()).toHaveLength(14);
  });

  test("signed in to victim+1@, victim+2@, … → one network can request as many emails as its limit", async () => {
    const mallory = at(somewhere());
    const signedIn: Context[] = [];
    for (let n = 0; n < 4; n++) {
      signedIn.push(await signUpFrom(mallory, `victim+${n}@again.example`));
    }
    await deletePendingEmails();
    const sent = signedIn.map((ctx) => codeOf(sendVerificationAgain(ctx)));
    expect((await Promise.all(sent)).sort()).toEqual(["RATE_LIMITED", "ok", "ok", "ok"]);
    expect(await pendingEmails()).toHaveLength(3);
  });

  test("an address with an account → EMAIL_TAKEN, and no email is counted", async () => {
    for (let n = 0; n < 5; n++) {
      expect(
        await codeOf(signUp(at(somewhere()), { email: me.email, password: me.password })),
      ).toBe("EMAIL_TAKEN");
    }
    const { rows } = await sql("select from rate_limits where key like 'email:%'");
    expect(rows).toEqual([]);
  });

  test("password work is full → UNAVAILABLE, and no email is counted", async () => {
    const input = { email: "new@storm.example", password: me.password };
    const code = await duringPasswordStorm(() => codeOf(signUp(at(somewhere()), input)));
    expect(code).toBe("UNAVAILABLE");
    const { rows } = await sql("select from rate_limits where key like 'email:%'");
    expect(rows).toEqual([]);
  });
});
