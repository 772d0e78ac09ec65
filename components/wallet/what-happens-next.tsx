import { NextSteps } from "@/components/ui/next-steps";

/** What follows a top-up. */
export function WhatHappensNext({ login, supportEmail }: { login: number; supportEmail: string }) {
  const steps = [
    "Your bank confirms the payment. Some banks ask you to confirm it with them.",
    `We credit wallet ${login}, usually within seconds. You watch it happen.`,
    "You buy a challenge from the wallet: that is what it is for.",
    `What you don't spend stays in it, and is returned on request: write to ${supportEmail}.`,
  ];
  return <NextSteps steps={steps} />;
}
