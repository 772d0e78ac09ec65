import { useMutation } from "@tanstack/react-query";
import { type ApiError, api } from "@/lib/client/api";
import type { RunView } from "@/lib/openapi/schemas";
import type { Runnable } from "./runnable";

interface Input {
  path: Record<string, string>;
  query: Record<string, string>;
  body: string | null;
  key: string;
}

const given = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));

/** Sends the operation's name and input; its answer, whatever the status, is the result. */
export function useRun({ id }: Runnable) {
  const { mutate, isPending, data, error } = useMutation<RunView, ApiError, Input>({
    mutationFn: ({ path, query, body, key }) =>
      api<RunView>("POST", "/api/docs/run", {
        operation_id: id,
        path: given(path),
        query: given(query),
        ...(body !== null && { body: JSON.parse(body) }),
        ...(key && { headers: { "Idempotency-Key": key } }),
      }),
  });
  return { run: mutate, running: isPending, answer: error ? undefined : data, problem: error };
}
