import { InputRule, mergeAttributes, Node } from '@tiptap/core';
import type { EditorState, Transaction } from '@tiptap/pm/state';

const levels = [1, 2, 3] as const;
export type HeadingLevel = (typeof levels)[number];

/** The page has its title, the chapter its own: headings inside a chapter start at h3. */
const firstElementLevel = 3;

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    planParagraph: {
      /** Makes the paragraphs of the selection headings of this level, or plain again if they are. */
      togglePlanHeading: (level: HeadingLevel) => ReturnType;
      setPlainParagraph: () => ReturnType;
    };
  }
}

/**
 * A paragraph, plain or as a heading. Being a heading is an attribute, not another kind of node, because
 * a shared document cannot change the kind of a node: it would be replaced, and what somebody else typed
 * into it at the same time would be lost.
 */
export const PlanParagraph = Node.create({
  name: 'paragraph',
  priority: 1000,
  group: 'block',
  content: 'inline*',

  addAttributes() {
    return { level: { default: null, rendered: false, keepOnSplit: false } };
  },

  parseHTML() {
    return [
      { tag: 'p' },
      ...levels.map((level) => ({ tag: `[data-level="${level}"]`, attrs: { level }, priority: 60 })),
      ...[1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.min(level, 3) } })),
    ];
  },

  renderHTML({ node, HTMLAttributes }) {
    const level = headingLevelOf(node.attrs);
    if (level === null) return ['p', mergeAttributes(HTMLAttributes), 0];
    const element = `h${level + firstElementLevel - 1}`;
    return [element, mergeAttributes(HTMLAttributes, { 'data-level': level }), 0];
  },

  addCommands() {
    return {
      togglePlanHeading:
        (level) =>
        ({ commands, state }) => {
          const isAlready = headingLevelOf(state.selection.$from.parent.attrs) === level;
          return commands.updateAttributes(this.name, { level: isAlready ? null : level });
        },
      setPlainParagraph:
        () =>
        ({ commands }) =>
          commands.updateAttributes(this.name, { level: null }),
    };
  },

  addKeyboardShortcuts() {
    const headings = levels.map((level) => [
      `Mod-Alt-${level}`,
      () => this.editor.commands.togglePlanHeading(level),
    ]);
    return {
      ...Object.fromEntries(headings),
      'Mod-Alt-0': () => this.editor.commands.setPlainParagraph(),
      Backspace: () => atStartOfHeading(this.editor.state) && this.editor.commands.setPlainParagraph(),
      Enter: () =>
        this.editor.commands.command(({ state, tr, dispatch }) => lineAboveHeading(state, tr, dispatch)),
    };
  },

  addInputRules() {
    return levels.map(
      (level) =>
        new InputRule({
          find: new RegExp(`^(#{${level}})\\s$`),
          handler: ({ range, chain }) => {
            chain().deleteRange(range).updateAttributes(this.name, { level }).run();
          },
        }),
    );
  },
});

/** The level of a heading, or null for a plain paragraph; other values come from damaged documents. */
export function headingLevelOf(attributes: Readonly<Record<string, unknown>>): HeadingLevel | null {
  return levels.find((level) => level === attributes.level) ?? null;
}

function atStartOfHeading({ selection }: EditorState): boolean {
  const { $from, empty } = selection;
  return empty && $from.parentOffset === 0 && headingLevelOf($from.parent.attrs) !== null;
}

/** Enter before the first letter of a heading makes a plain line above it, not an empty heading. */
function lineAboveHeading(state: EditorState, tr: Transaction, dispatch: unknown): boolean {
  const { $from } = state.selection;
  if (!atStartOfHeading(state) || $from.parent.content.size === 0) return false;
  if (dispatch) tr.insert($from.before(), $from.parent.type.create()).scrollIntoView();
  return true;
}
