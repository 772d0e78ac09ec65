import { NextSteps } from "@/components/ui/next-steps";

/** What follows a top-up. */
export function WhatHappensNext({ login }: { login: number }) {
  const steps = [
    "Your bank confirms the payment. Some banks ask you to confirm it with them.",
    `We credit wallet ${login}, usually within seconds. You watch it happen.`,
    "You buy a challenge from the wallet. What you don't spend stays in it.",
  ];
  return <NextSteps steps={steps} />;
}
