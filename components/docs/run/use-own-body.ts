import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import type { Runnable } from "./runnable";
import { ownIdsQueryOf } from "./use-own-ids";

/** The body as it is sent: the example with the reader's own ids in it, until they change it. */
export function useOwnBody({ body: example, bodyIds }: Runnable) {
  const [edited, setBody] = useState<string | null>(null);
  const wanted = Object.entries(bodyIds);
  const found = useQueries({ queries: wanted.map(([, kind]) => ownIdsQueryOf(kind)) });
  if (!example) return { body: null, setBody, bodyProblem: null };
  const own = wanted.flatMap(([name], place) => {
    const first = found[place]?.data?.ids[0]?.value;
    return first ? [[name, typeof example[name] === "number" ? Number(first) : first]] : [];
  });
  const body = edited ?? JSON.stringify({ ...example, ...Object.fromEntries(own) }, null, 2);
  return { body, setBody, bodyProblem: isJson(body) ? null : "This is not valid JSON." };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
