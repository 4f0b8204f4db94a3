import * as Y from 'yjs';

/**
 * Simple blocks and the XML nodes that the plan editor makes of them: node names, attributes and marks
 * are those of its schema, so an editor that opens the result has nothing to correct.
 */
export type Inline = string | readonly InlineRun[];

export interface InlineRun {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  /** https: or mailto: address */
  readonly link?: string;
}

export interface TaskBlockItem {
  readonly text: Inline;
  readonly done: boolean;
}

export interface TableCellBlock {
  readonly text: Inline;
  readonly header?: boolean;
  readonly colspan?: number;
  readonly rowspan?: number;
  /** Names the column of a template table. */
  readonly columnKey?: string;
}

export interface TableBlock {
  readonly type: 'table';
  readonly rows: readonly (readonly (TableCellBlock | string)[])[];
  /** Names a table of the template. */
  readonly tableKey?: string;
  /** Shown above the table. */
  readonly caption?: string;
}

export type Block =
  | { readonly type: 'heading'; readonly level: 1 | 2 | 3; readonly text: Inline }
  | { readonly type: 'paragraph'; readonly text: Inline }
  | { readonly type: 'bulletList' | 'orderedList'; readonly items: readonly Inline[] }
  | { readonly type: 'taskList'; readonly items: readonly TaskBlockItem[] }
  | { readonly type: 'blockquote'; readonly paragraphs: readonly Inline[] }
  | { readonly type: 'image'; readonly hash: string; readonly alt: string; readonly widthPx?: number }
  | { readonly type: 'horizontalRule' }
  | TableBlock;

/**
 * Appends blocks to a fragment. The same blocks written by the same Yjs client id to equal documents
 * give the same bytes.
 */
export function blocksToFragment(blocks: readonly Block[], fragment: Y.XmlFragment): void {
  fragment.insert(fragment.length, blocks.map(blockElement));
}

function blockElement(block: Block): Y.XmlElement {
  switch (block.type) {
    case 'heading':
      return textBlock('paragraph', block.text, { level: block.level });
    case 'paragraph':
      return textBlock('paragraph', block.text);
    case 'bulletList':
      return listOf(
        'bulletList',
        {},
        block.items.map((item) => element('listItem', {}, [textBlock('paragraph', item)])),
      );
    case 'orderedList':
      return listOf(
        'orderedList',
        { start: 1 },
        block.items.map((item) => element('listItem', {}, [textBlock('paragraph', item)])),
      );
    case 'taskList':
      return listOf('taskList', {}, block.items.map(taskItem));
    case 'blockquote':
      return element(
        'blockquote',
        {},
        block.paragraphs.map((text) => textBlock('paragraph', text)),
      );
    case 'image':
      return element('image', { hash: block.hash, alt: block.alt, width: block.widthPx });
    case 'horizontalRule':
      return element('horizontalRule');
    case 'table':
      return tableElement(block);
  }
}

function listOf(name: string, attributes: Attributes, items: Y.XmlElement[]): Y.XmlElement {
  return element(name, attributes, items);
}

function taskItem(item: TaskBlockItem): Y.XmlElement {
  return element('taskItem', { checked: item.done }, [textBlock('paragraph', item.text)]);
}

function tableElement(block: TableBlock): Y.XmlElement {
  const rows = block.rows.map((row) => element('tableRow', {}, row.map(tableCell)));
  return element('table', { tableKey: block.tableKey, caption: block.caption }, rows);
}

function tableCell(cell: TableCellBlock | string): Y.XmlElement {
  const {
    text,
    header,
    colspan = 1,
    rowspan = 1,
    columnKey,
  }: TableCellBlock = typeof cell === 'string' ? { text: cell } : cell;
  const name = header ? 'tableHeader' : 'tableCell';
  return element(name, { colspan, rowspan, columnKey: header ? columnKey : undefined }, [
    textBlock('paragraph', text),
  ]);
}

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

function element(name: string, attributes: Attributes = {}, children: Y.XmlElement[] = []): Y.XmlElement {
  const node = new Y.XmlElement<Record<string, string | number | boolean>>(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) node.setAttribute(key, value);
  }
  node.insert(0, children);
  return node as Y.XmlElement;
}

function textBlock(name: string, text: Inline, attributes: Attributes = {}): Y.XmlElement {
  const node = element(name, attributes);
  const runs = (typeof text === 'string' ? [{ text }] : text).filter((run) => run.text !== '');
  if (runs.length === 0) return node;
  const content = new Y.XmlText();
  content.applyDelta(runs.map((run) => ({ insert: run.text, attributes: marksOf(run) })));
  node.insert(0, [content]);
  return node;
}

function marksOf(run: InlineRun): Record<string, Record<string, string | null>> {
  return {
    ...(run.link === undefined ? {} : { link: linkMark(run.link) }),
    ...(run.bold ? { bold: {} } : {}),
    ...(run.italic ? { italic: {} } : {}),
    ...(run.underline ? { underline: {} } : {}),
  };
}

function linkMark(href: string): Record<string, string | null> {
  return { href, target: '_blank', rel: 'noopener noreferrer nofollow', class: null, title: null };
}
