import { Button } from "@mantine/core";
import { IconHelpCircle } from "@tabler/icons-react";
import { challengesPath } from "@/components/challenge/addresses";
import { ButtonLink } from "@/components/ui/button-link";
import classes from "./buy-form.module.css";
import { onceWords } from "./words";

interface Props {
  login: number;
  free: boolean;
  onTryAgain: () => void;
}

/** A press that got no answer and isn't asked for any more: it is looked up before it is sent again. */
export function Unknown({ login, free, onTryAgain }: Props) {
  const what = free ? "trial" : "purchase";
  return (
    <div className={classes.state} role="status">
      <h3>
        <IconHelpCircle size={18} color="var(--pd-amber)" aria-hidden />
        We don't know whether your {what} reached us
      </h3>
      <p className={classes.money}>{onceWords(free)}</p>
      <p>
        No answer came, and we have stopped asking. Once you are connected again, check what became
        of the {what} from wallet {login}. It is sent again only if it isn't there.
      </p>
      <div className={classes.actions}>
        <Button onClick={onTryAgain}>Check and try again</Button>
        <ButtonLink href={challengesPath} variant="default">
          See your challenges
        </ButtonLink>
      </div>
    </div>
  );
}
