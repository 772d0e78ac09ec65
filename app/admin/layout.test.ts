import { beforeAll, expect, test, vi } from "vitest";
import * as settings from "@/lib/core/env";
import { newVisitor } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { current } from "@/testing/http/current-request";
import Layout from "./layout";

let visitor: Awaited<ReturnType<typeof newVisitor>>;
beforeAll(async () => {
  visitor = await newVisitor();
  current.headers = new Headers({ cookie: visitor.cookie });
});

/** The digest of the redirect or the 404; null where the console is shown. */
const digestOf = () =>
  Layout({ children: null }).then(
    () => null,
    ({ digest }: { digest: string }) => digest,
  );
const change = (values: string) =>
  sql(`update customers set ${values} where public_id = $1`, [visitor.publicId]);

test("admin layout: a trader → 404; an admin without a second factor in production → the profile; anonymous → sign-in", async () => {
  expect(await digestOf()).toContain("404");
  await change("role = 'admin'");
  expect(await digestOf()).toBeNull();
  vi.spyOn(settings, "isEmbedded").mockReturnValue(false);
  expect(await digestOf()).toContain("/dashboard/profile#second-factor");
  await change("totp_secret = 'any', totp_enabled_at = now()");
  expect(await digestOf()).toBeNull();
  vi.restoreAllMocks();
  current.headers = new Headers();
  expect(await digestOf()).toContain("/sign-in?callbackUrl=%2F");
});
