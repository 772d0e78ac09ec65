import { NextSteps } from "@/components/ui/next-steps";

const approval = "Your bank approves the payment. It may ask you to verify it.";
const charge =
  "We charge the fee to your wallet. If anything fails after that, you get it back automatically.";
const password = "You get a login and a temporary password (shown once).";

interface Props {
  after: "tier-by-card" | "program-by-card" | "wallet" | "free";
  /** Of the account. */
  size: string;
}

/** The steps that follow once the button is pressed. */
export function WhatHappensNext({ after, size }: Props) {
  const open = `We open your ${size} account, usually within seconds.`;
  const steps = {
    "tier-by-card": [
      approval,
      `${open} You'll see the progress live.`,
      "You get your account key (hotkey), which identifies your account on the trading platform.",
    ],
    "program-by-card": [
      approval,
      `${open} You'll see the progress live.`,
      "You set the account's password on the challenge's page, and sign in with it to trade.",
    ],
    wallet: [charge, open, password],
    free: [open, password],
  };
  return <NextSteps steps={steps[after]} />;
}
