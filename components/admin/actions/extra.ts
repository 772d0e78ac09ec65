import type { OfferedAction } from "@/lib/console/schemas";

/** A checkbox in the form of an action. */
interface ExtraField {
  /** The field of the action's input. */
  field: string;
  label: string;
  description: string;
}

/** The checkbox of an action; null where it has none. */
export function extraOf({ action, isUnclear }: OfferedAction): ExtraField | null {
  if (action === "app.rotate_secret") {
    return {
      field: "keep_old",
      label: "Keep the old secret valid for 24 hours",
      description: "Uncheck if the old secret was leaked.",
    };
  }
  if (action === "account.retry" && isUnclear) {
    return {
      field: "nothing_made",
      label: "I've checked the venue: no subaccount was created",
      description:
        "Check this to request a new subaccount. Otherwise we only look for one the venue may already have created.",
    };
  }
  return null;
}
