import { adaptNotes } from "@/lib/catalog/legal-text";
import type { LegalRecord } from "@/lib/catalog/schemas";
import { legalTitles } from "@/lib/core/legal-pages";
import { TextLink } from "../../../ui/text-link";
import { comparePath, legalApiPath } from "../paths";
import { ReasonDialog } from "../reason-dialog";
import classes from "./legal.module.css";

interface Props {
  record: LegalRecord;
  close: () => void;
  onPublished: (record: LegalRecord) => void;
}

/** Publishes a draft: says what happens, and asks for the reason. */
export function PublishLegal({ record, close, onPublished }: Props) {
  const { kind, version, versions, draft } = record;
  const current = versions[0]?.version ?? 0;
  const next = current + 1;
  const notes = adaptNotes(draft?.markdown ?? "").length;
  return (
    <ReasonDialog<LegalRecord>
      method="POST"
      path={legalApiPath(kind, "versions")}
      version={version}
      change={{
        title: `Publish version ${next} of the ${legalTitles[kind].toLowerCase()}`,
        label: `Publish version ${next}`,
        done: `Version ${next} is in effect.`,
        input: {},
        text: (
          <>
            {kind === "terms" &&
              `From now on, new buyers accept version ${next}. Orders made before keep the version that they accepted. `}
            Customers see it on /{kind} immediately, and version {current} stays readable. A
            published version can't be changed or deleted.{" "}
            <TextLink href={comparePath(kind, current, "draft")} target="_blank">
              Compare with version {current}
            </TextLink>
            {notes > 0 && (
              <strong className={classes.warning}>
                {notes === 1
                  ? "1 note in the text still says"
                  : `${notes} notes in the text still say`}{" "}
                what your firm has to adapt.
              </strong>
            )}
          </>
        ),
      }}
      close={close}
      onDone={onPublished}
    />
  );
}
