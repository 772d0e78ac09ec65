import { Button, Modal } from "@mantine/core";
import { useId } from "react";
import classes from "./actions.module.css";

interface Props {
  title: string;
  /** Why the action can't be done, and what to do instead. */
  problem: string;
  close: () => void;
}

/** In place of the form of an action that can't be done now. */
export function Impossible({ title, problem, close }: Props) {
  const textId = useId();
  return (
    <Modal
      opened
      onClose={close}
      title={title}
      closeButtonProps={{ "aria-label": "Close" }}
      centered
      aria-describedby={textId}
    >
      <div className={classes.form}>
        <p className={classes.text} id={textId}>
          {problem}
        </p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={close} data-autofocus>
            Go back
          </Button>
        </div>
      </div>
    </Modal>
  );
}
