import { IconAlertCircle } from "@tabler/icons-react";
import Link from "next/link";
import type { ReactNode } from "react";
import classes from "./card-form.module.css";
import type { Confirmation, Decline } from "./confirm";

interface Props {
  problem: Extract<Confirmation, { result: "declined" | "unreachable" | "unknown" }>;
  /** The page that shows the payment's state. */
  followHref: string;
}

interface Message {
  title: string;
  text: ReactNode;
}

/** Says in the card form why the card wasn't charged, and whether money moved. */
export function PayProblem({ problem, followHref }: Props) {
  const { title, text } = messageOf(problem, followHref);
  return (
    <div role="alert" className={classes.problem}>
      <IconAlertCircle size={18} aria-hidden />
      <div>
        <p className={classes.what}>{title}</p>
        <p>{text}</p>
      </div>
    </div>
  );
}

function messageOf(problem: Props["problem"], followHref: string): Message {
  switch (problem.result) {
    case "declined":
      return declineMessage(problem.decline);
    case "unreachable":
      return {
        title: "We couldn't reach the server.",
        text: "You haven't been charged. Check your connection, then try again.",
      };
    case "unknown":
      return {
        title: "The connection was lost while paying.",
        text: (
          <>
            We don't know yet if the payment went through. Before paying again,{" "}
            <Link href={followHref}>check its status</Link>.
          </>
        ),
      };
  }
}

/** Every reason is said once: what the form says at a field isn't repeated here. */
function declineMessage(decline: Decline): Message {
  switch (decline.reason) {
    case "at_field":
      return {
        title: "You haven't been charged.",
        text: "Check the card details or try another card.",
      };
    case "card":
      return {
        title: decline.message,
        text: "You haven't been charged. If it fails again, try another card.",
      };
    case "authentication":
      return {
        title: "Your bank couldn't confirm that it's you.",
        text: "You haven't been charged. Try again or use another card.",
      };
    case "connection":
      return {
        title: "The connection was lost before your card was charged.",
        text: "You haven't been charged. Check your connection, then try again.",
      };
    case "failed":
      return {
        title: "The payment didn't go through.",
        text: "You haven't been charged. Try again or use another card.",
      };
  }
}
