import type { ReactNode } from "react";
import { BackLink } from "../../ui/back-link";
import header from "../../ui/detail-header.module.css";
import { catalogPath } from "./addresses";

interface Props {
  title: string;
  /** What a change means, in a sentence. */
  lead: string;
  badge?: ReactNode;
}

/** Above a form of the catalog: what is edited, and the way back. */
export const EditHead = ({ title, lead, badge }: Props) => (
  <header>
    <BackLink href={catalogPath}>Catalog</BackLink>
    <div className={header.title}>
      <h1>{title}</h1>
      {badge}
    </div>
    <p className={header.lead}>{lead}</p>
  </header>
);
