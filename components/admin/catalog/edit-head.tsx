import type { ReactNode } from "react";
import { BackLink } from "../../ui/back-link";
import header from "../../ui/detail-header.module.css";
import { catalogPath } from "./paths";

interface Props {
  title: string;
  /** The effect of a change, as a sentence. */
  lead: ReactNode;
  badge?: ReactNode;
}

/** The head of a page of the catalog: its title, and the link back. */
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
