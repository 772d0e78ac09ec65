import { NextSteps } from "@/components/ui/next-steps";

const steps = [
  "Your bank approves the payment. It may ask you to verify it.",
  "We create your account, usually within seconds. You'll see the progress live.",
  "You get your account key (hotkey), which identifies your account on the trading platform.",
];

/** The steps after a payment by card. */
export const WhatHappensNext = () => <NextSteps steps={steps} />;
