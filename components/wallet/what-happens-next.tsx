import { NextSteps } from "@/components/ui/next-steps";

/** The steps after a top-up. */
export function WhatHappensNext({ login, supportEmail }: { login: number; supportEmail: string }) {
  const steps = [
    "Your bank approves the payment. It may ask you to verify it.",
    `We add the money to wallet ${login}, usually within seconds. You'll see it happen live.`,
    "Use your balance to buy any challenge sold in its currency.",
    `Unspent money stays in your wallet. To withdraw it, email ${supportEmail}.`,
  ];
  return <NextSteps steps={steps} />;
}
