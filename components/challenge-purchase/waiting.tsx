import { Loader } from "@mantine/core";
import { challengesPath } from "@/components/challenge/addresses";
import { TextLink } from "@/components/ui/text-link";
import classes from "./buy-form.module.css";
import type { BuyState } from "./buying";
import type { WaitReason } from "./verdict";

/** Tries after which a wait is longer than it should be: about 20 s. */
const LATE_TRIES = 8;

const titles: Record<WaitReason, string> = {
  confirming: "Your purchase is being confirmed",
  offline: "The connection was lost",
  away: "The server is out of reach",
};

/** A purchase whose end isn't known yet: what is going on, and that it can't buy twice. */
export function Waiting({ state }: { state: Extract<BuyState, { step: "waiting" | "checking" }> }) {
  const late = state.step === "waiting" && state.tries >= LATE_TRIES;
  const title =
    state.step === "checking" ? "Looking up what became of your last try" : titles[state.why];
  return (
    <div className={classes.state} role="status">
      <h3>
        <Loader size={18} aria-hidden />
        {title}
      </h3>
      <p className={classes.money}>Nothing is charged twice.</p>
      {state.step === "checking" ? (
        <p>
          {state.why
            ? "We can't reach the server right now, and keep asking."
            : "It was sent, but no answer reached this page. This takes a moment."}
        </p>
      ) : (
        <p>
          We keep asking for the same purchase from wallet {state.login} until its end is known.
          Usually this takes a few seconds.
        </p>
      )}
      {late && (
        <p>
          This takes longer than it should. The purchase ends by itself, also without this page:{" "}
          <TextLink href={challengesPath}>your challenges</TextLink> show what became of it.
        </p>
      )}
    </div>
  );
}
