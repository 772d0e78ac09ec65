import { IconInfoCircle } from "@tabler/icons-react";
import { challengePath, challengesPath } from "@/components/challenge/addresses";
import order from "@/components/checkout/order.module.css";
import { TextLink } from "@/components/ui/text-link";
import { TimeAgo } from "@/components/ui/time-ago";
import { fromUnixSeconds } from "@/lib/format";
import type { Recent } from "./recent";

/** Told to whoever bought the very same challenge a moment ago, before they buy it twice. */
export function RecentNote({ recent, free }: { recent: Recent; free: boolean }) {
  const when = <TimeAgo at={fromUnixSeconds(recent.at)} />;
  return (
    <div className={order.notice} role="note">
      <IconInfoCircle size={18} aria-hidden />
      {recent.kind === "bought" ? (
        <p>
          You {free ? "started this trial" : "bought this challenge"} {when}.{" "}
          <TextLink href={challengePath(recent.challengeId)}>Open it</TextLink>. Its password was
          shown once; you can set a new one there. {free ? "Starting" : "Buying"} here opens another
          one.
        </p>
      ) : (
        <p>
          {free ? "A start of this trial" : "A purchase of this challenge"} from {when} isn't
          finished yet. <TextLink href={challengesPath}>See how it stands</TextLink> before you{" "}
          {free ? "start" : "buy"} another one.
        </p>
      )}
    </div>
  );
}
