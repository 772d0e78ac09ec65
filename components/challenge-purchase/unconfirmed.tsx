import { Button } from "@mantine/core";
import { IconHelpCircle } from "@tabler/icons-react";
import { accountsPath } from "@/components/account/paths";
import { ButtonLink } from "@/components/ui/button-link";
import classes from "./buy-form.module.css";
import { onceMessage } from "./messages";

interface Props {
  login: number;
  free: boolean;
  onTryAgain: () => void;
}

/** A press that got no response and isn't sent any more: it is looked up before it is sent again. */
export function Unconfirmed({ login, free, onTryAgain }: Props) {
  const what = free ? "trial" : "purchase";
  return (
    <div className={classes.state} role="status">
      <h3>
        <IconHelpCircle size={18} color="var(--pd-amber)" aria-hidden />
        We couldn't confirm your {what}
      </h3>
      <p className={classes.money}>{onceMessage(free)}</p>
      <p>
        We lost the connection and stopped checking. Once you're back online, check the status of
        your {what} from wallet {login}. We'll only send it again if it didn't go through.
      </p>
      <div className={classes.actions}>
        <Button onClick={onTryAgain}>Check and try again</Button>
        <ButtonLink href={accountsPath} variant="default">
          View your accounts
        </ButtonLink>
      </div>
    </div>
  );
}
