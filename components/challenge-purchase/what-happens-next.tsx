import { programSize } from "@/components/store/program";
import { NextSteps } from "@/components/ui/next-steps";
import type { ProgramView } from "@/lib/catalog/schemas";

/** The steps after a purchase from a wallet. */
export function WhatHappensNext({ program }: { program: ProgramView }) {
  const steps = [
    `We open your ${programSize(program)} account, usually within seconds.`,
    "You get a login and a temporary password (shown once).",
  ];
  if (program.price > 0) {
    steps.unshift(
      "We charge the fee to your wallet. If anything fails after that, you get it back automatically.",
    );
  }
  return <NextSteps steps={steps} />;
}
