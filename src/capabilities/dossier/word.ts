import { strToU8, zipSync } from 'fflate';

/** A minimal Word document: headings, paragraphs and two-column tables. OOXML needs four parts for that. */
export type Block =
  | { readonly kind: 'title' | 'heading' | 'text' | 'small'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly head?: readonly string[];
      readonly rows: readonly (readonly string[])[];
      readonly widths: readonly number[];
    };
export type Paper = { readonly blocks: readonly Block[]; readonly header: string; readonly footer: string };

// XML 1.0 has no place for these: Word would call the file damaged.
// biome-ignore lint/suspicious/noControlCharactersInRegex: stripping them is the purpose
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const xml = (s: string): string =>
  s
    .toWellFormed()
    .replace(NOT_XML, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const W =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const FONT = '<w:rFonts w:ascii="SimSun" w:hAnsi="SimSun" w:eastAsia="SimSun"/>';

/** Sizes in half points: title 18 pt, heading 13 pt, text 10.5 pt (the usual five of Chinese papers), small 9 pt. */
const size = { title: 36, heading: 26, text: 21, small: 18 } as const;
const run = (value: string, half: number, bold: boolean): string => {
  const style = `<w:rPr>${FONT}${bold ? '<w:b/>' : ''}<w:sz w:val="${half}"/></w:rPr>`;
  return value
    .split('\n')
    .map(
      (line, i) => `<w:r>${style}${i > 0 ? '<w:br/>' : ''}<w:t xml:space="preserve">${xml(line)}</w:t></w:r>`,
    )
    .join('');
};
const paragraph = (kind: keyof typeof size, value: string): string => {
  const bold = kind === 'title' || kind === 'heading';
  const align = kind === 'title' ? '<w:jc w:val="center"/>' : '';
  const keep = bold ? '<w:keepNext/>' : '';
  return `<w:p><w:pPr>${keep}<w:spacing w:before="${bold ? 160 : 40}" w:after="60"/>${align}</w:pPr>${run(value, size[kind], bold)}</w:p>`;
};
const LINE =
  '<w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/>';

function table({ head, rows, widths }: Extract<Block, { kind: 'table' }>): string {
  const cell = (value: string, i: number, bold: boolean): string =>
    `<w:tc><w:tcPr><w:tcW w:w="${widths[i] ?? 1000}" w:type="dxa"/></w:tcPr><w:p>${run(value, size.small, bold)}</w:p></w:tc>`;
  const line = (cells: readonly string[], bold: boolean): string =>
    `<w:tr><w:trPr><w:cantSplit/>${bold ? '<w:tblHeader/>' : ''}</w:trPr>${widths.map((_, i) => cell(cells[i] ?? '', i, bold || (head === undefined && i === 0))).join('')}</w:tr>`;
  const grid = widths.map((w) => `<w:gridCol w:w="${w}"/>`).join('');
  const total = widths.reduce((a, b) => a + b, 0);
  return `<w:tbl><w:tblPr><w:tblW w:w="${total}" w:type="dxa"/><w:tblBorders>${LINE}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${head ? line(head, true) : ''}${rows.map((r) => line(r, false)).join('')}</w:tbl><w:p/>`;
}
const block = (b: Block): string => (b.kind === 'table' ? table(b) : paragraph(b.kind, b.text));

const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PKG = 'http://schemas.openxmlformats.org/package/2006';
const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
/** A zip needs a date; the same content gives the same bytes. */
const ZIP_DATE = '1980-01-01T12:00:00Z';

/** The bytes of a .docx file, A4 upright, with header and footer on each page. */
export function wordFile({ blocks, header, footer }: Paper): Uint8Array {
  const section = `<w:sectPr><w:headerReference w:type="default" r:id="h"/><w:footerReference w:type="default" r:id="f"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`;
  const part = (tag: string, value: string): string =>
    `${HEAD}<w:${tag} ${W}>${paragraph('small', value)}</w:${tag}>`;
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PKG}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${MAIN}.document.main+xml"/><Override PartName="/word/header1.xml" ContentType="${MAIN}.header+xml"/><Override PartName="/word/footer1.xml" ContentType="${MAIN}.footer+xml"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PKG}/relationships"><Relationship Id="d" Type="${REL}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `${HEAD}<Relationships xmlns="${PKG}/relationships"><Relationship Id="h" Type="${REL}/header" Target="header1.xml"/><Relationship Id="f" Type="${REL}/footer" Target="footer1.xml"/></Relationships>`,
    'word/document.xml': `${HEAD}<w:document ${W}><w:body>${blocks.map(block).join('')}${section}</w:body></w:document>`,
    'word/header1.xml': part('hdr', header),
    'word/footer1.xml': part('ftr', footer),
  };
  const files = Object.fromEntries(Object.entries(parts).map(([name, body]) => [name, strToU8(body)]));
  return zipSync(files, { mtime: ZIP_DATE });
}
