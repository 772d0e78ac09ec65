import { programSize } from "@/components/store/program";
import { NextSteps } from "@/components/ui/next-steps";
import type { ProgramView } from "@/lib/catalog/schemas";

/** What follows a purchase from a wallet. */
export function WhatHappensNext({ program }: { program: ProgramView }) {
  const steps = [
    `An account with ${programSize(program)} is opened, usually within seconds.`,
    "You get its login and a temporary password. The password is shown once.",
  ];
  if (program.price > 0) {
    steps.unshift("The fee leaves your wallet. If anything after it fails, it comes back.");
  }
  return <NextSteps steps={steps} />;
}
