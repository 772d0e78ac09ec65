"use client";

import { Textarea, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlayerPlay } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { Form } from "../../ui/form";
import { SubmitButton } from "../../ui/submit-button";
import { useIsAlive } from "../../ui/use-is-alive";
import { ConfirmRun } from "./confirm-run";
import classes from "./run.module.css";
import { RunAnswer } from "./run-answer";
import { RunFieldInput } from "./run-field-input";
import type { Reader } from "./run-panel";
import { RunProblem } from "./run-problem";
import type { Runnable } from "./runnable";
import { useOwnBody } from "./use-own-body";
import { useRun } from "./use-run";

type Values = Record<string, string>;

/** The operation's input, and what it answered. A write asks before it is sent. */
export function RunForm({ runnable, reader }: { runnable: Runnable; reader: Reader }) {
  const { pathFields, queryFields, hasKey, write, method } = runnable;
  const alive = useIsAlive();
  const [path, setPath] = useState<Values>({});
  const [query, setQuery] = useState<Values>({});
  const [key, setKey] = useState("");
  const { body, setBody, bodyProblem } = useOwnBody(runnable);
  const [asking, { open: ask, close: stopAsking }] = useDisclosure(false);
  const { run, running, answer, problem } = useRun(runnable);
  const send = () => {
    stopAsking();
    run({ path, query, body, key });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (bodyProblem) return;
    if (write) ask();
    else send();
  };
  return (
    <section className={classes.panel} aria-label="Run this operation">
      {/* The browser itself says which required fields are empty. */}
      <Form onSubmit={submit} noValidate={false} className={classes.form}>
        {[...pathFields, ...queryFields].length > 0 && (
          <div className={classes.fields}>
            {pathFields.map((field) => (
              <RunFieldInput
                key={field.name}
                field={field}
                value={path[field.name] ?? ""}
                of={path.id}
                onChange={(value) => setPath({ ...path, [field.name]: value })}
              />
            ))}
            {queryFields.map((field) => (
              <RunFieldInput
                key={field.name}
                field={field}
                value={query[field.name] ?? ""}
                of={path.id}
                onChange={(value) => setQuery({ ...query, [field.name]: value })}
              />
            ))}
          </div>
        )}
        {hasKey && (
          <TextInput
            label="Idempotency-Key"
            description="A name of your own, to repeat this write without doing it twice."
            value={key}
            maxLength={255}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
        )}
        {body !== null && (
          <Textarea
            label="Body"
            classNames={{ input: classes.json }}
            autosize
            maxRows={20}
            spellCheck={false}
            // React puts a textarea's first value over what was typed in it before the page was alive.
            readOnly={!alive}
            value={body}
            error={bodyProblem}
            onChange={(event) => setBody(event.currentTarget.value)}
          />
        )}
        <div className={classes.send}>
          <SubmitButton loading={running} leftSection={<IconPlayerPlay size={16} aria-hidden />}>
            Run {method}
          </SubmitButton>
          <span>as {reader.email}</span>
        </div>
      </Form>
      <RunProblem problem={problem} />
      {answer && <RunAnswer answer={answer} />}
      <ConfirmRun
        runnable={runnable}
        email={reader.email}
        opened={asking}
        close={stopAsking}
        confirm={send}
      />
    </section>
  );
}
