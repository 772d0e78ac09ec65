import { join } from "node:path";
import { exactTime } from "@/lib/core/format";
import type { EvidenceDocument, Section } from "./document";

// It has Latin, Greek, Cyrillic, Arabic and Hebrew; a character of another script is printed as a box.
const font = (name: string) =>
  join(/* turbopackIgnore: true */ process.cwd(), "node_modules/dejavu-fonts-ttf/ttf", name);

const MARGIN = 50;
const NAME_WIDTH = 150;
const GAP = 12;
const DIM = "#5c584f";
const TEXT = "#1c1b18";
const LINE = "#d8d4ca";

type Pdf = PDFKit.PDFDocument;

/** Lays a document out as a PDF with numbered pages, in A4, with its font embedded. */
export async function toPdf({ title, lead, sections }: EvidenceDocument): Promise<Buffer> {
  // Loaded for the first file: it takes as much memory as the rest of a page.
  const { default: PDFDocument } = await import("pdfkit");
  const pdf = new PDFDocument({
    size: "A4",
    margins: { top: MARGIN, bottom: MARGIN + 20, left: MARGIN, right: MARGIN },
    font: font("DejaVuSans.ttf"),
    bufferPages: true,
    info: { Title: title },
    lang: "en",
  });
  pdf
    .registerFont("plain", font("DejaVuSans.ttf"))
    .registerFont("bold", font("DejaVuSans-Bold.ttf"));
  const chunks: Buffer[] = [];
  const whole = new Promise<Buffer>((resolve, reject) => {
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.on("end", () => resolve(Buffer.concat(chunks)));
    pdf.on("error", reject);
  });
  pdf.font("bold").fontSize(16).fillColor(TEXT).text(printable(title));
  pdf.moveDown(0.3);
  body(pdf).fillColor(DIM).text(printable(lead));
  for (const section of sections) addSection(pdf, section);
  numberPages(pdf, title);
  pdf.end();
  return whole;
}

const body = (pdf: Pdf): Pdf => pdf.font("plain").fontSize(9).fillColor(TEXT);

const right = (pdf: Pdf) => pdf.page.width - MARGIN;
const bottom = (pdf: Pdf) => pdf.page.height - pdf.page.margins.bottom;

/** Begins a page if this height doesn't fit on the present one. */
function reserve(pdf: Pdf, height: number) {
  if (pdf.y + height > bottom(pdf)) pdf.addPage();
}

function addSection(pdf: Pdf, { title, paragraphs = [], facts = [], events = [] }: Section) {
  reserve(pdf, 70);
  pdf.moveDown(1.5);
  pdf.moveTo(MARGIN, pdf.y).lineTo(right(pdf), pdf.y).lineWidth(0.5).stroke(LINE);
  pdf.moveDown(0.7);
  pdf.font("bold").fontSize(11).fillColor(TEXT).text(printable(title), MARGIN);
  pdf.moveDown(0.3);
  for (const paragraph of paragraphs) {
    body(pdf).text(printable(paragraph), MARGIN, pdf.y, { lineGap: 2 });
    pdf.moveDown(0.4);
  }
  for (const [name, value] of facts) addRow(pdf, name, value);
  for (const { at, text } of events) addRow(pdf, exactTime(at, "UTC"), text);
}

/** A name or a time, and beside it what belongs to it. */
function addRow(pdf: Pdf, name: string, value: string) {
  const left = MARGIN + NAME_WIDTH + GAP;
  const width = right(pdf) - left;
  const text = printable(value);
  body(pdf);
  reserve(
    pdf,
    Math.max(pdf.heightOfString(name, { width: NAME_WIDTH }), pdf.heightOfString(text, { width })) +
      4,
  );
  const { y } = pdf;
  pdf.fillColor(DIM).text(printable(name), MARGIN, y, { width: NAME_WIDTH });
  const below = pdf.y;
  pdf.fillColor(TEXT).text(text, left, y, { width });
  pdf.y = Math.max(below, pdf.y) + 4;
  pdf.x = MARGIN;
}

function numberPages(pdf: Pdf, title: string) {
  const { count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    pdf.switchToPage(page);
    // Below the margin, where text would begin another page.
    pdf.page.margins.bottom = 0;
    pdf
      .font("plain")
      .fontSize(7)
      .fillColor(DIM)
      .text(`${printable(title)} · page ${page + 1} of ${count}`, MARGIN, pdf.page.height - MARGIN);
  }
}

/** In one line: names and browsers may contain anything. */
const printable = (text: string) => text.replace(/[\p{Cc}\s]+/gu, " ").trim();
