import { expect, test, vi } from "vitest";
import { closeConnections } from "@/lib/core/database";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { checkKeys } from "./check-keys";
import { rejectDemoLogins } from "./reject-demo-logins";
import { reportDatabase } from "./report-database";

// A file of its own: its process has no connections after this.
test("boot: the process ends immediately after its start → the checks of the start log nothing", async () => {
  const logged = [vi.spyOn(log(), "warn"), vi.spyOn(log(), "error")];
  env().PROPDESK_MODE = "production";
  await closeConnections();
  await Promise.all([checkKeys(), reportDatabase(), rejectDemoLogins()]);
  expect(logged.flatMap(({ mock }) => mock.calls)).toEqual([]);
});
