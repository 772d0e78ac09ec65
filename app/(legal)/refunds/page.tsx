import { legalPage } from "../legal-page";

const { generateMetadata, Page } = legalPage("refunds");

export { generateMetadata, Page as default };
