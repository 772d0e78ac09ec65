import type { OfferedAction } from "@/lib/console/schemas";

/** What an action asks besides its reason: a box to tick. */
interface Extra {
  /** The field of the action's input. */
  field: string;
  label: string;
  description: string;
}

/** The box of an action, where it has one. */
export function extraOf({ action, isUnclear }: OfferedAction): Extra | null {
  if (action === "app.rotate_secret") {
    return {
      field: "keep_old",
      label: "Let the secret that is current now work for another 24 hours",
      description: "Untick it when the old one is in the wrong hands.",
    };
  }
  if (action === "account.retry" && isUnclear) {
    return {
      field: "nothing_made",
      label: "I looked: the venue made nothing for this account",
      description:
        "Only then is it asked for a new one. Without this, what it made is looked for and nothing else is done.",
    };
  }
  return null;
}
