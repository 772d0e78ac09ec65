import { Button, Loader } from "@mantine/core";
import { accountsPath } from "@/components/account/paths";
import { TextLink } from "@/components/ui/text-link";
import classes from "./buy-form.module.css";
import { onceMessage } from "./messages";
import type { WaitReason } from "./purchase-result";
import type { PurchaseState } from "./use-purchase";

/** Attempts after which a purchase takes longer than it should: about 20 s. */
const LATE_TRIES = 8;

const titles: Record<WaitReason, string> = {
  confirming: "Confirming your purchase",
  offline: "The connection was lost",
  unavailable: "Can't reach the server",
};

type State = Extract<PurchaseState, { step: "waiting" | "checking" }>;

interface Props {
  state: State;
  free: boolean;
  onStop: () => void;
}

/** A purchase whose result isn't known yet: its progress, and that it can't buy twice. */
export function Waiting({ state, free, onStop }: Props) {
  const what = free ? "trial" : "purchase";
  const canStop = state.step === "checking" ? state.reason !== null : !state.arrived;
  return (
    <div className={classes.state} role="status">
      <h3>
        <Loader size={18} aria-hidden />
        {titleOf(state, free)}
      </h3>
      <p className={classes.money}>{onceMessage(free)}</p>
      <p>{textOf(state, what)}</p>
      {state.step === "waiting" && state.arrived && state.tries >= LATE_TRIES && (
        <p>
          This is taking longer than it should. Your {what} will finish even if you close this page:
          check its status in <TextLink href={accountsPath}>your accounts</TextLink>.
        </p>
      )}
      {canStop && (
        <div className={classes.actions}>
          <Button variant="default" onClick={onStop}>
            Stop checking
          </Button>
        </div>
      )}
    </div>
  );
}

function titleOf(state: State, free: boolean): string {
  if (state.step === "checking") return "Checking your last attempt";
  return free && state.reason === "confirming" ? "Opening your trial" : titles[state.reason];
}

function textOf(state: State, what: string): string {
  if (state.step === "checking") {
    return state.reason
      ? "We can't reach the server. We'll keep trying for a minute."
      : "Your request was sent. We're waiting for confirmation.";
  }
  return state.arrived
    ? `We're checking the ${what} from wallet ${state.login} until it's confirmed. This usually takes a few seconds.`
    : `We haven't heard back about your ${what} from wallet ${state.login}, so we don't know if it went through. We'll keep checking for a minute.`;
}
