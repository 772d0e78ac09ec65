import { legalPage } from "../legal-page";

const { generateMetadata, Page } = legalPage("risk");

export { generateMetadata, Page as default };
