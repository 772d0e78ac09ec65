import { expect, test } from "vitest";
import { anonymousCtx } from "@/testing/actors/contexts";
import { readMetrics } from "./read-metrics";

// Before the settings are read.
process.env.RATE_LIMIT_ANONYMOUS = "3";

const token = "a-token-of-the-metrics";
const readFrom = (ip: string, authorization: string | null) =>
  readMetrics({ ...anonymousCtx(), ip }, authorization, {
    PROPDESK_MODE: "production",
    METRICS_TOKEN: token,
  }).then(
    () => "OK",
    ({ code }) => code as string,
  );

test("readMetrics: more wrong tokens than RATE_LIMIT_ANONYMOUS from one address → RATE_LIMITED for that address only", async () => {
  for (let n = 0; n < 3; n++)
    expect(await readFrom("10.7.0.1", `Bearer ${n}`)).toBe("UNAUTHENTICATED");
  expect(await readFrom("10.7.0.1", "Bearer 3")).toBe("RATE_LIMITED");
  expect(await readFrom("10.7.0.1", `Bearer ${token}`)).toBe("OK");
  expect(await readFrom("10.7.0.1", null)).toBe("UNAUTHENTICATED");
  expect(await readFrom("10.7.0.2", "Bearer 0")).toBe("UNAUTHENTICATED");
});
