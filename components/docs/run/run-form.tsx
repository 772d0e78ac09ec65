"use client";

import { Textarea, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useMutation, useQueries } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type ApiError, api } from "@/components/client/api";
import type { RunView } from "@/lib/openapi/schemas";
import { Form } from "../../ui/form";
import { SubmitButton } from "../../ui/submit-button";
import { useIsHydrated } from "../../ui/use-is-hydrated";
import { ConfirmRun } from "./confirm-run";
import classes from "./run.module.css";
import { RunFieldInput } from "./run-field-input";
import { RunProblem } from "./run-problem";
import { RunResponse } from "./run-response";
import type { Reader, Runnable } from "./runnable";
import { ownIdsQueryOf } from "./use-own-ids";

type Values = Record<string, string>;

/** The form with the operation's input, and its response. A write is confirmed before it is sent. */
export function RunForm({ runnable, reader }: { runnable: Runnable; reader: Reader }) {
  const { pathFields, queryFields, hasKey, write, method } = runnable;
  const hydrated = useIsHydrated();
  const [path, setPath] = useState<Values>({});
  const [query, setQuery] = useState<Values>({});
  const [key, setKey] = useState("");
  const { body, setBody, bodyProblem } = useOwnBody(runnable);
  const [confirming, { open: confirm, close: closeConfirm }] = useDisclosure(false);
  const { run, running, response, problem } = useRun(runnable);
  const send = () => {
    closeConfirm();
    run({ path, query, body, key });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (bodyProblem) return;
    if (write) confirm();
    else send();
  };
  return (
    <section className={classes.panel} aria-label="Try this endpoint">
      {/* The browser itself says which required fields are empty. */}
      <Form onSubmit={submit} noValidate={false} className={classes.form}>
        {[...pathFields, ...queryFields].length > 0 && (
          <div className={classes.fields}>
            {pathFields.map((field) => (
              <RunFieldInput
                key={field.name}
                field={field}
                value={path[field.name] ?? ""}
                endpointId={path.id}
                onChange={(value) => setPath({ ...path, [field.name]: value })}
              />
            ))}
            {queryFields.map((field) => (
              <RunFieldInput
                key={field.name}
                field={field}
                value={query[field.name] ?? ""}
                endpointId={path.id}
                onChange={(value) => setQuery({ ...query, [field.name]: value })}
              />
            ))}
          </div>
        )}
        {hasKey && (
          <TextInput
            label="Idempotency-Key"
            description="A unique key that makes it safe to retry this request."
            value={key}
            maxLength={255}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
        )}
        {body !== null && (
          <Textarea
            label="Request body"
            classNames={{ input: classes.json }}
            autosize
            maxRows={20}
            spellCheck={false}
            // React overwrites what was typed into a textarea before hydration.
            readOnly={!hydrated}
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
      {response && <RunResponse response={response} />}
      <ConfirmRun
        runnable={runnable}
        email={reader.email}
        opened={confirming}
        close={closeConfirm}
        confirm={send}
      />
    </section>
  );
}

/** The body to send: the example with the reader's own ids, until the reader edits it. */
function useOwnBody({ body: example, bodyIds }: Runnable) {
  const [edited, setBody] = useState<string | null>(null);
  const idFields = Object.entries(bodyIds);
  const idQueries = useQueries({ queries: idFields.map(([, kind]) => ownIdsQueryOf(kind)) });
  if (!example) return { body: null, setBody, bodyProblem: null };
  const own = idFields.flatMap(([name], place) => {
    const first = idQueries[place]?.data?.ids[0]?.value;
    return first ? [[name, typeof example[name] === "number" ? Number(first) : first]] : [];
  });
  const body = edited ?? JSON.stringify({ ...example, ...Object.fromEntries(own) }, null, 2);
  return { body, setBody, bodyProblem: isJson(body) ? null : "This isn't valid JSON." };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

interface Input {
  path: Record<string, string>;
  query: Record<string, string>;
  body: string | null;
  key: string;
}

const withoutEmpty = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));

/** Calls the operation with the input. Its response is the result, with any status. */
function useRun({ id }: Runnable) {
  const { mutate, isPending, data, error } = useMutation<RunView, ApiError, Input>({
    mutationFn: ({ path, query, body, key }) =>
      api<RunView>("POST", "/api/docs/run", {
        operation_id: id,
        path: withoutEmpty(path),
        query: withoutEmpty(query),
        ...(body !== null && { body: JSON.parse(body) }),
        ...(key && { headers: { "Idempotency-Key": key } }),
      }),
  });
  return { run: mutate, running: isPending, response: error ? undefined : data, problem: error };
}
