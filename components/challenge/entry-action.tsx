import { FormError } from "@/components/auth/form-error";
import { TemporaryPassword } from "@/components/ui/temporary-password";
import classes from "./challenge.module.css";
import type { Entry } from "./entries";
import { EntryButton } from "./entry-button";
import { useRetryOrCancel } from "./use-retry-or-cancel";

interface Props {
  entry: Entry;
  changed: () => unknown;
}

/** The one thing to do with a purchase, and what came of it. */
export function EntryAction({ entry, changed }: Props) {
  const { mutate, data, error, isPending } = useRetryOrCancel(entry.purchase.id, changed);
  return (
    <div className={classes.action}>
      <FormError>{error?.message}</FormError>
      {data?.opened && <TemporaryPassword {...data.opened} />}
      <EntryButton entry={entry} act={mutate} busy={isPending} />
    </div>
  );
}
