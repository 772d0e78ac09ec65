import { legalPage } from "../legal-page";

const { generateMetadata, Page } = legalPage("terms");

export { generateMetadata, Page as default };
