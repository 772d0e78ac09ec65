import { Button } from "@mantine/core";
import { IconCircleCheck, IconHourglassHigh } from "@tabler/icons-react";
import { challengePath, challengesPath } from "@/components/challenge/addresses";
import { AskFirst } from "@/components/checkout/ask-first";
import { ButtonLink } from "@/components/ui/button-link";
import { TimeAgo } from "@/components/ui/time-ago";
import { fromUnixSeconds } from "@/lib/format";
import type { Recent } from "./recent";

interface Props {
  recent: Recent;
  free: boolean;
  /** The buyer has read it and wants another one. */
  onAnother: () => void;
}

/** Tells a buyer of the very same challenge that they have bought, and asks before they buy another. */
export function BoughtAlready({ recent, free, onAnother }: Props) {
  const when = <TimeAgo at={fromUnixSeconds(recent.at)} />;
  const another = (
    <Button variant="default" onClick={onAnother}>
      {free ? "Start another" : "Buy another"}
    </Button>
  );
  if (recent.kind === "unfinished") {
    return (
      <AskFirst
        icon={<IconHourglassHigh size={20} color="var(--pd-amber)" aria-hidden />}
        title={
          <>
            {free ? "You started this trial" : "You bought this challenge"} {when}
          </>
        }
        actions={
          <>
            <ButtonLink href={challengesPath}>View your challenges</ButtonLink>
            {another}
          </>
        }
      >
        It isn't finished yet. See how it goes before you {free ? "start" : "buy"} another one.
      </AskFirst>
    );
  }
  return (
    <AskFirst
      icon={<IconCircleCheck size={20} color="var(--pd-green)" aria-hidden />}
      title={
        <>
          {free ? "You started this trial" : "You already bought this challenge"} {when}
        </>
      }
      actions={
        <>
          <ButtonLink href={challengePath(recent.challengeId)}>View challenge</ButtonLink>
          {another}
        </>
      }
    >
      Its password was shown once; you can set a new one on its page. {free ? "Starting" : "Buying"}{" "}
      again opens another account{free ? "." : ", and takes the fee once more."}
    </AskFirst>
  );
}
