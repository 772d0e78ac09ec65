import { legalPage } from "../legal-page";

const { generateMetadata, Page } = legalPage("privacy");

export { generateMetadata, Page as default };
