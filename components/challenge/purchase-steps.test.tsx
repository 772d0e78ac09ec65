import { MantineProvider } from "@mantine/core";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { boughtProgram, step } from "@/lib/catalog/examples";
import type { ChallengeDetailView, PhaseView } from "@/lib/challenges/schemas";
import { Steps } from "../ui/steps";
import { challengeView, purchaseView } from "./fixtures";
import { PhaseProgress } from "./phase-progress";
import { purchaseSteps } from "./purchase-steps";

const phase: PhaseView = {
  ...step,
  status: 4,
  status_name: "cancelled",
  account_login: 2_000_100,
  start_time: 1_778_160_000,
  end_time: 1_778_170_000,
  deadline_time: 0,
  profit_target: null,
  max_daily_loss: null,
  max_total_loss: null,
};
const detailWith = (changes: Partial<ChallengeDetailView["challenge"]>): ChallengeDetailView => ({
  challenge: challengeView(changes),
  purchase: purchaseView({ payment_status: "refunded" }),
  program: boughtProgram,
  phases: [phase],
  current_phase: phase,
});
const statesOf = (detail: ChallengeDetailView) =>
  purchaseSteps(detail, null).map(({ title, state }) => [title, state]);

test("purchaseSteps: a challenge canceled by the firm → its last step says so, with its fee, in neutral colors", () => {
  const detail = detailWith({
    ...{ status: 4, status_name: "cancelled", end_reason: "rolled_back" },
    end_time: 1_778_170_000,
  });
  expect(statesOf(detail).at(-1)).toEqual(["Challenge canceled", "canceled"]);
  const html = renderToStaticMarkup(
    <MantineProvider>
      <Steps label="Purchase" steps={purchaseSteps(detail, null)} exact />
    </MantineProvider>,
  );
  expect(html).toContain("Canceled by our team. Its fee was returned to wallet 100001.");
  expect(html).not.toContain('data-state="failed"');
});

test.each(["active", "failed", "passed"] as const)(
  "purchaseSteps: a challenge that is %s → no such step",
  (status_name) => {
    expect(statesOf(detailWith({ status_name })).map(([title]) => title)).toEqual([
      "Ordered",
      "Account opened",
      "Challenge active",
    ]);
  },
);

test("PhaseProgress: a canceled phase → Canceled, not the mark of a failed one", () => {
  const html = renderToStaticMarkup(
    <MantineProvider>
      <PhaseProgress phases={[phase]} />
    </MantineProvider>,
  );
  expect(html).toContain('data-state="canceled"');
  expect(html).toContain("Canceled");
  expect(html).not.toContain("Failed");
});
