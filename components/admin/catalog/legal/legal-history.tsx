import type { LegalRecord } from "@/lib/catalog/schemas";
import { legalPath } from "@/lib/core/legal-pages";
import { ExactTime } from "../../../ui/exact-time";
import { TextLink } from "../../../ui/text-link";
import catalog from "../catalog.module.css";
import { CatalogSection } from "../catalog-section";
import { comparePath } from "../paths";

/** The published versions of a document, each with its page and what it changed. */
export const LegalHistory = ({ kind, versions }: Pick<LegalRecord, "kind" | "versions">) => (
  <CatalogSection
    id="versions"
    title="Published versions"
    note="Each stays readable, and orders link to the one that they accepted."
    add={null}
    columns={[
      { label: "Version" },
      { label: "Published (UTC)" },
      { label: "By" },
      { label: "Changes" },
    ]}
  >
    {versions.map(({ version, published_at, author }, place) => {
      const before = versions[place + 1]?.version;
      return (
        <tr key={version} className={catalog.row}>
          <th scope="row">
            <TextLink href={legalPath(kind, version)}>Version {version}</TextLink>
            {place === 0 && <span className={catalog.id}>In effect</span>}
          </th>
          <td data-label="Published (UTC)">
            <ExactTime at={published_at} zone="UTC" short />
          </td>
          <td data-label="By">{author ?? "Came with Propdesk"}</td>
          <td data-label="Changes">
            {before === undefined ? (
              "–"
            ) : (
              <TextLink href={comparePath(kind, before, version)}>
                Compare with version {before}
              </TextLink>
            )}
          </td>
        </tr>
      );
    })}
  </CatalogSection>
);
