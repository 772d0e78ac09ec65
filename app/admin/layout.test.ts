import { beforeAll, expect, test, vi } from "vitest";
import * as settings from "@/lib/env";
import { newVisitor } from "@/testing/browser";
import { sql } from "@/testing/callers";
import { current } from "@/testing/current-request";
import Layout from "./layout";

let me: Awaited<ReturnType<typeof newVisitor>>;
beforeAll(async () => {
  me = await newVisitor();
  current.headers = new Headers({ cookie: me.cookie });
});

/** Where the console sends whoever asks; null where it lets them in. */
const sentTo = () =>
  Layout({ children: null }).then(
    () => null,
    ({ digest }: { digest: string }) => digest,
  );
const change = (values: string) =>
  sql(`update customers set ${values} where public_id = $1`, [me.publicId]);

test("the console isn't there for a trader, and asks an admin for a second factor outside development", async () => {
  expect(await sentTo()).toContain("404");
  await change("role = 'admin'");
  expect(await sentTo()).toBeNull();
  vi.spyOn(settings, "isEmbedded").mockReturnValue(false);
  expect(await sentTo()).toContain("/dashboard/profile#second-factor");
  await change("totp_secret = 'any', totp_enabled_at = now()");
  expect(await sentTo()).toBeNull();
  vi.restoreAllMocks();
  current.headers = new Headers();
  expect(await sentTo()).toContain("/sign-in?callbackUrl=%2F");
});
