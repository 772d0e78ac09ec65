import { Button, Loader } from "@mantine/core";
import { challengesPath } from "@/components/challenge/addresses";
import { TextLink } from "@/components/ui/text-link";
import classes from "./buy-form.module.css";
import type { BuyState } from "./buying";
import type { WaitReason } from "./verdict";
import { onceWords } from "./words";

/** Tries after which a wait is longer than it should be: about 20 s. */
const LATE_TRIES = 8;

const titles: Record<WaitReason, string> = {
  confirming: "Your purchase is being confirmed",
  offline: "The connection was lost",
  away: "The server is out of reach",
};

type State = Extract<BuyState, { step: "waiting" | "checking" }>;

interface Props {
  state: State;
  free: boolean;
  onStop: () => void;
}

/** A purchase whose end isn't known yet: what is going on, and that it can't buy twice. */
export function Waiting({ state, free, onStop }: Props) {
  const what = free ? "trial" : "purchase";
  const silent = state.step === "checking" ? state.why !== null : !state.arrived;
  return (
    <div className={classes.state} role="status">
      <h3>
        <Loader size={18} aria-hidden />
        {titleOf(state, free)}
      </h3>
      <p className={classes.money}>{onceWords(free)}</p>
      <p>{textOf(state, what)}</p>
      {state.step === "waiting" && state.arrived && state.tries >= LATE_TRIES && (
        <p>
          This takes longer than it should. The {what} ends by itself, also without this page:{" "}
          <TextLink href={challengesPath}>your challenges</TextLink> show what became of it.
        </p>
      )}
      {silent && (
        <div className={classes.actions}>
          <Button variant="default" onClick={onStop}>
            Stop asking
          </Button>
        </div>
      )}
    </div>
  );
}

function titleOf(state: State, free: boolean): string {
  if (state.step === "checking") return "Looking up what became of your last try";
  return free && state.why === "confirming" ? "Your trial is being opened" : titles[state.why];
}

function textOf(state: State, what: string): string {
  if (state.step === "checking") {
    return state.why
      ? "We can't reach the server right now, and keep asking for a minute."
      : "It was sent, but no answer reached this page. This takes a moment.";
  }
  return state.arrived
    ? `We keep asking for the same ${what} from wallet ${state.login} until its end is known. Usually this takes a few seconds.`
    : `No answer came, so we don't know whether your ${what} from wallet ${state.login} reached us. We keep asking for the same one for a minute.`;
}
