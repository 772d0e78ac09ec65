import { Skeleton, VisuallyHidden } from "@mantine/core";
import classes from "./card-form.module.css";

/** Three placeholder fields that cover the card form until it is ready. */
export function CardFormSkeleton() {
  return (
    <div className={classes.skeleton}>
      <VisuallyHidden role="status">Loading the card form</VisuallyHidden>
      {["number", "expiry", "code"].map((field) => (
        <div key={field} className={classes.field} data-field={field} aria-hidden>
          <Skeleton height={12} width="7rem" />
          <Skeleton height={44} />
        </div>
      ))}
    </div>
  );
}
