import { adaptNotes } from "@/lib/catalog/legal-text";
import type { LegalRecord } from "@/lib/catalog/schemas";
import { shortTime } from "@/lib/core/format";
import { legalTitles } from "@/lib/core/legal-pages";
import { StatusBadge } from "../../../ui/status-badge";
import { TextLink } from "../../../ui/text-link";
import classes from "../catalog.module.css";
import { CatalogSection } from "../catalog-section";
import { editPath } from "../paths";

/** The legal documents: which version is in effect, whether there is a draft, and what the firm must adapt. */
export const LegalSection = ({ records }: { records: LegalRecord[] }) => (
  <CatalogSection
    id="legal"
    title="Legal documents"
    note="What customers read and accept. A published version never changes: orders keep the one that they accepted."
    add={null}
    columns={[
      { label: "Document" },
      { label: "In effect" },
      { label: "Draft" },
      { label: "To adapt" },
    ]}
  >
    {records.map(({ kind, versions: [current], draft, markdown }) => (
      <tr key={kind} className={classes.row}>
        <th scope="row">
          <TextLink href={editPath("legal", kind)}>{legalTitles[kind]}</TextLink>
          <span className={classes.id}>/{kind}</span>
        </th>
        <td data-label="In effect">
          {current &&
            `Version ${current.version} since ${shortTime(current.published_at, "UTC")} UTC`}
        </td>
        <td data-label="Draft">{draft ? `Saved ${shortTime(draft.saved_at, "UTC")} UTC` : "–"}</td>
        <td data-label="To adapt">
          <Notes count={adaptNotes(draft?.markdown ?? markdown).length} />
        </td>
      </tr>
    ))}
  </CatalogSection>
);

const Notes = ({ count }: { count: number }) =>
  count === 0 ? (
    "–"
  ) : (
    <StatusBadge status="pending" label={count === 1 ? "1 note" : `${count} notes`} />
  );
