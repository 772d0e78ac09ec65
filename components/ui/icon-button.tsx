import { UnstyledButton } from "@mantine/core";
import type { ComponentProps } from "react";
import classes from "./icon-button.module.css";

interface Props extends ComponentProps<"button"> {
  /** `small` fits into a line of text. */
  size?: "small" | "large";
  "aria-label": string;
}

/** A button with only an icon. */
export const IconButton = ({ size = "large", ...props }: Props) => (
  <UnstyledButton className={classes.button} data-size={size} {...props} />
);
