"use client";

import { Button, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useDeferredValue, useEffect, useState } from "react";
import { type ApiError, api } from "@/components/client/api";
import { adaptNotes, legalText } from "@/lib/catalog/legal-text";
import type { LegalRecord } from "@/lib/catalog/schemas";
import { FormError } from "../../../auth/form-error";
import prose from "../../../ui/prose.module.css";
import { TextLink } from "../../../ui/text-link";
import { useIsHydrated } from "../../../ui/use-is-hydrated";
import catalog from "../catalog.module.css";
import { comparePath, legalApiPath } from "../paths";
import { sentence } from "../problems";
import classes from "./legal.module.css";
import { PublishLegal } from "./publish-legal";

// The parser of Markdown is large, and no other page of the console has it.
const LegalMarkdown = lazy(() =>
  import("../../../legal/legal-markdown").then((file) => ({ default: file.LegalMarkdown })),
);

interface Props {
  record: LegalRecord;
  /** What the placeholders of the text stand for. */
  firm: { firmName: string; supportEmail: string };
}

/** Edits the draft of a legal document beside its preview, and publishes it. */
export function LegalEditor({ record: loaded, firm }: Props) {
  const router = useRouter();
  const hydrated = useIsHydrated();
  const [record, setRecord] = useState(loaded);
  const { kind, versions, draft, version } = record;
  const saved = draft?.markdown ?? record.markdown;
  const [text, setText] = useState(saved);
  const [publishing, setPublishing] = useState(false);
  const shown = useDeferredValue(text);
  const isChanged = text.trim() !== saved;
  const current = versions[0]?.version ?? 0;
  useWarningBeforeLeaving(isChanged);

  const save = useMutation<LegalRecord, ApiError, string | null>({
    mutationFn: (markdown) => api("PUT", legalApiPath(kind, "draft"), { markdown, version }),
    networkMode: "always",
    onSuccess: (changed) => {
      setRecord(changed);
      setText(changed.draft?.markdown ?? changed.markdown);
      router.refresh();
    },
  });
  const saveDraft = async () => {
    await save.mutateAsync(text);
    notifications.show({ message: "Draft saved. Customers don't see it yet.", color: "green" });
  };
  const publish = async () => {
    if (isChanged) await saveDraft();
    setPublishing(true);
  };
  const discard = async () => {
    await save.mutateAsync(null);
    notifications.show({ message: `Draft discarded. Version ${current} stays.`, color: "green" });
  };
  // A rejected save is shown at the text.
  const run = (work: () => Promise<void>) => () => void work().catch(() => undefined);
  const { error } = save;
  const problem = error?.fields.find(({ path }) => path === "markdown");

  return (
    <section aria-label="Draft" className={classes.editor}>
      <Notes notes={adaptNotes(shown)} />
      <div className={classes.sides}>
        <Textarea
          label={draft || isChanged ? "Draft" : `Version ${current}, to start a draft from`}
          description="Markdown. {firm_name} and {support_email} stand for your settings."
          classNames={{ root: classes.side, wrapper: classes.wrapper, input: classes.input }}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={problem && sentence(problem.message)}
          spellCheck
        />
        <section className={classes.side} aria-label="Preview">
          <p className={classes.label}>Preview</p>
          <p className={classes.description}>As customers read it.</p>
          <div className={`${prose.prose} ${classes.preview}`}>
            <Suspense fallback={null}>
              <LegalMarkdown text={legalText(shown, firm)} />
            </Suspense>
          </div>
        </section>
      </div>
      <FormError>{error && !problem ? error.message : null}</FormError>
      <div className={catalog.buttons}>
        <Button
          onClick={run(publish)}
          loading={save.isPending}
          disabled={!hydrated || !(draft || isChanged)}
        >
          Publish version {current + 1}…
        </Button>
        <Button
          variant="default"
          onClick={run(saveDraft)}
          disabled={!hydrated || !isChanged || save.isPending}
        >
          Save draft
        </Button>
        {draft && (
          <Button variant="subtle" color="gray" onClick={run(discard)} disabled={save.isPending}>
            Discard draft
          </Button>
        )}
        {error?.status === 409 && (
          <Button variant="default" onClick={() => window.location.reload()}>
            Reload latest version
          </Button>
        )}
        {draft && !isChanged && (
          <TextLink href={comparePath(kind, current, "draft")} className={classes.compare}>
            Compare with version {current}
          </TextLink>
        )}
      </div>
      {publishing && (
        <PublishLegal
          record={record}
          close={() => setPublishing(false)}
          onPublished={(published) => {
            setRecord(published);
            setText(published.markdown);
          }}
        />
      )}
    </section>
  );
}

/** What the firm must adapt, from the notes in the text. */
function Notes({ notes }: { notes: string[] }) {
  if (notes.length === 0) return null;
  return (
    <section className={classes.notes} aria-labelledby="notes">
      <h2 id="notes">To adapt before you rely on this text</h2>
      <ul>
        {notes.map((note) => (
          <li key={note}>{sentence(note)}</li>
        ))}
      </ul>
      <p>Each is a comment in the text, which customers never see. Delete it when you're done.</p>
    </section>
  );
}

/** Has the browser ask before a page with unsaved changes is closed. */
function useWarningBeforeLeaving(isChanged: boolean) {
  useEffect(() => {
    if (!isChanged) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isChanged]);
}
