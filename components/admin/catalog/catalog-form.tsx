"use client";

import { Button, TextInput, type TextInputProps } from "@mantine/core";
import { useRouter } from "next/navigation";
import type { FormEvent, ReactNode } from "react";
import { FormError } from "../../auth/form-error";
import { ButtonLink } from "../../ui/button-link";
import { Form } from "../../ui/form";
import { SubmitButton } from "../../ui/submit-button";
import { needsCode, StepUp } from "../actions/code-dialog";
import classes from "./catalog.module.css";
import { catalogPath } from "./paths";
import type { Save } from "./use-save";

interface Props {
  label: string;
  /** The label of the button: `Save changes`. */
  button: string;
  submit: (event?: FormEvent<HTMLFormElement>) => void;
  save: Save;
  /** Sends it again after a code was entered; else `submit` does. */
  resend?: () => void;
  reason: TextInputProps;
  children: ReactNode;
  /** Shown beside the form where there is room. */
  preview?: ReactNode;
}

/** A form of the catalog: its fields, the reason of the change, and errors. */
export function CatalogForm(props: Props) {
  const { label, button, submit, save, resend, reason, children, preview } = props;
  const { isPending, error, reset } = save;
  const router = useRouter();
  const hasVersionConflict = error?.status === 409;
  return (
    <div className={preview ? classes.beside : undefined}>
      <Form onSubmit={submit} aria-label={label} className={classes.form}>
        {children}
        <TextInput
          label="Reason"
          description="Saved to the audit log with your name."
          required
          maxLength={500}
          {...reason}
        />
        <FormError>
          {error &&
            !needsCode(error) &&
            (error.fields.length > 0 ? "Some fields need fixing." : error.message)}
        </FormError>
        <div className={classes.buttons}>
          <SubmitButton loading={isPending}>{button}</SubmitButton>
          {hasVersionConflict && (
            <Button variant="default" onClick={() => router.refresh()}>
              Reload latest version
            </Button>
          )}
          <ButtonLink href={catalogPath} variant="subtle" color="gray">
            Cancel
          </ButtonLink>
        </div>
      </Form>
      <StepUp error={error} reset={reset} submit={resend ?? submit} />
      {preview && <aside aria-label="Preview">{preview}</aside>}
    </div>
  );
}
