import * as Y from 'yjs';
import type { InterfaceLanguage } from '../kernel/languages.ts';
import { type Block, blocksToFragment, type TableBlock } from './block-nodes.ts';
import { writeChapter } from './chapters.ts';
import { templateClientId } from './document-id.ts';
import { initialOrderKey } from './order-keys.ts';
import { chapterFragment, planMetaMap, planSchemaVersion } from './plan-document.ts';
import type { PlanTemplate, TemplateChapter, TemplateTable } from './templates/template-schema.ts';

export interface TemplateCreation {
  readonly template: PlanTemplate;
  readonly language: InterfaceLanguage;
  /** From `planDocumentId`. */
  readonly documentId: string;
}

const emptyTableRows = 2;

/**
 * The initial content of a plan as one Yjs update: chapters and the template's tables, in the plan's
 * language. Byte for byte the same on every laptop and every run, because it is written by a client id
 * that follows from the document id: two laptops that create the plan offline make the same operations,
 * and merging them gives one copy. Guidance is not in it; it is shown beside an empty chapter.
 */
export function templateUpdate({ template, language, documentId }: TemplateCreation): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = templateClientId(documentId);
  doc.transact(() => {
    writeMeta(doc, { template, language, documentId });
    for (const [index, chapter] of template.chapters.entries()) {
      writeTemplateChapter(doc, chapter, index, null, language, template);
      for (const [childIndex, child] of (chapter.chapters ?? []).entries()) {
        writeTemplateChapter(doc, child, childIndex, chapter.key, language, template);
      }
    }
  });
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

function writeMeta(doc: Y.Doc, { template, language, documentId }: TemplateCreation): void {
  const meta = planMetaMap(doc);
  meta.set('schemaVersion', planSchemaVersion);
  meta.set('generation', `${documentId}.1`);
  meta.set('templateKey', template.key);
  meta.set('templateVersion', template.version);
  meta.set('language', language);
  meta.set('title', template.title[language]);
}

function writeTemplateChapter(
  doc: Y.Doc,
  chapter: TemplateChapter,
  index: number,
  parentKey: string | null,
  language: InterfaceLanguage,
  template: PlanTemplate,
): void {
  writeChapter(doc, chapter.key, {
    title: chapter.title[language],
    number: chapter.number,
    ...(parentKey === null ? {} : { parent: parentKey }),
    order: initialOrderKey(index),
    state: 'empty',
  });
  const tables = chapter.tables.map((key) => tableBlock(template.tables[key]!, key, language));
  if (tables.length > 0) blocksToFragment(aroundTables(tables), chapterFragment(doc, chapter.key));
}

/** An empty line before, between and after: a caret can always be put beside a table. */
function aroundTables(tables: readonly TableBlock[]): Block[] {
  const line: Block = { type: 'paragraph', text: '' };
  return [line, ...tables.flatMap((table) => [table, line])];
}

function tableBlock(table: TemplateTable, tableKey: string, language: InterfaceLanguage): TableBlock {
  const titles = table.columns.map(({ key, title }) => ({
    text: title[language],
    header: true,
    columnKey: key,
  }));
  const emptyRow = table.columns.map(() => '');
  return {
    type: 'table',
    tableKey,
    caption: table.title[language],
    rows: [titles, ...Array.from({ length: emptyTableRows }, () => emptyRow)],
  };
}
