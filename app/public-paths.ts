import { guidePath } from "@/components/docs/guides/guide";
import { programPath } from "@/components/store/program";
import { legalKinds, legalPath } from "@/lib/core/legal-pages";

/** The pages that search engines list beside programs and guides. */
const fixedPaths = ["/", "/help", "/docs/reference", ...legalKinds.map((kind) => legalPath(kind))];

interface PublicRecords {
  /** The slugs of the programs on sale. */
  programs: readonly string[];
  /** The slugs of the guides. */
  guides: readonly string[];
}

/** The canonical paths of all pages that search engines list. */
export const publicPaths = ({ programs, guides }: PublicRecords): string[] => [
  ...fixedPaths,
  ...programs.map((slug) => programPath({ slug })),
  ...guides.map(guidePath),
];
