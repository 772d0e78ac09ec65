import { NextSteps } from "@/components/ui/next-steps";

const steps = [
  "Your bank confirms the payment. Some banks ask you to confirm it with them.",
  "We create your account, usually within seconds. You watch it happen.",
  "You get its hotkey and can start trading.",
];

/** What follows a payment by card. */
export const WhatHappensNext = () => <NextSteps steps={steps} />;
