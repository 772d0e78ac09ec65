/** The names that a legal text has for the firm's settings. */
interface Firm {
  firmName: string;
  supportEmail: string;
}

/** Notes for the firm: HTML comments, which customers never see. */
const comment = /<!--[\s\S]*?-->\n*/g;
const adaptNote = /<!--\s*Adapt:\s*([\s\S]*?)\s*-->/g;

/** Marks of Markdown inside a line. */
const marks = /[\\`*_[\]<>~|&]/g;

/** A legal text as customers read it: without the notes for the firm, and with its name and address in place. */
export const legalText = (markdown: string, { firmName, supportEmail }: Firm): string =>
  markdown
    .replaceAll(comment, "")
    .replaceAll(/\{(firm_name|support_email)\}/g, (_, name) =>
      (name === "firm_name" ? firmName : supportEmail).replaceAll(marks, "\\$&"),
    );

/** What a text says that the firm must adapt before it relies on it. */
export const adaptNotes = (markdown: string): string[] =>
  [...markdown.matchAll(adaptNote)].flatMap(([, note]) => (note ? [note] : []));
