import { Button } from "@mantine/core";
import { IconCircleCheck, IconHourglassHigh } from "@tabler/icons-react";
import { accountsPath } from "@/components/account/paths";
import { challengePath } from "@/components/challenge/paths";
import { ConfirmFirst } from "@/components/checkout/confirm-first";
import { ButtonLink } from "@/components/ui/button-link";
import { TimeAgo } from "@/components/ui/time-ago";
import { useIsHydrated } from "@/components/ui/use-is-hydrated";
import { fromUnixSeconds } from "@/lib/core/format";
import type { RecentPurchase } from "./find-recent-purchase";

interface Props {
  recent: RecentPurchase;
  free: boolean;
  /** The buyer has read it and wants another one. */
  onAnother: () => void;
}

/** Shows a buyer their earlier purchase of the same challenge before they buy another. */
export function RecentPurchaseNotice({ recent, free, onAnother }: Props) {
  const when = <TimeAgo at={fromUnixSeconds(recent.at)} />;
  // A press before the page has its handlers would be lost.
  const isHydrated = useIsHydrated();
  const another = (
    <Button variant="default" onClick={onAnother} disabled={!isHydrated}>
      {free ? "Start another" : "Buy another"}
    </Button>
  );
  if (recent.kind === "unfinished") {
    return (
      <ConfirmFirst
        icon={<IconHourglassHigh size={20} color="var(--pd-amber)" aria-hidden />}
        title={
          <>
            {free ? "You started this trial" : "You bought this challenge"} {when}
          </>
        }
        actions={
          <>
            <ButtonLink href={accountsPath}>View your accounts</ButtonLink>
            {another}
          </>
        }
      >
        It isn't finished yet. Check its status before you {free ? "start" : "buy"} another one.
      </ConfirmFirst>
    );
  }
  return (
    <ConfirmFirst
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
      You can set its password on the challenge's page.{" "}
      {free
        ? "Starting again opens a second account."
        : "Buying again opens a second account and charges the fee again."}
    </ConfirmFirst>
  );
}
