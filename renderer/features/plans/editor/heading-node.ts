import { mergeAttributes, Node, textblockTypeInputRule } from '@tiptap/core';

const levels = [1, 2, 3] as const;
/** The page has its title, the chapter its own: headings inside a chapter start at h3. */
const firstElementLevel = 3;

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    planHeading: {
      /** Turns the blocks of the selection into headings of this level, or back into paragraphs. */
      togglePlanHeading: (level: 1 | 2 | 3) => ReturnType;
    };
  }
}

/** Headings of three levels. Their level travels in an attribute, because the element is two levels lower. */
export const PlanHeading = Node.create({
  name: 'heading',
  content: 'inline*',
  group: 'block',
  defining: true,

  addAttributes() {
    return { level: { default: 1, rendered: false } };
  },

  parseHTML() {
    return [
      ...levels.map((level) => ({ tag: `[data-level="${level}"]`, attrs: { level }, priority: 60 })),
      ...[1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.min(level, 3) } })),
    ];
  },

  renderHTML({ node, HTMLAttributes }) {
    const level = levels.find((known) => known === node.attrs.level) ?? 1;
    const element = `h${level + firstElementLevel - 1}`;
    return [element, mergeAttributes(HTMLAttributes, { 'data-level': level }), 0];
  },

  addCommands() {
    return {
      togglePlanHeading:
        (level) =>
        ({ commands }) =>
          commands.toggleNode(this.name, 'paragraph', { level }),
    };
  },

  addKeyboardShortcuts() {
    return Object.fromEntries(
      levels.map((level) => [`Mod-Alt-${level}`, () => this.editor.commands.togglePlanHeading(level)]),
    );
  },

  addInputRules() {
    return levels.map((level) =>
      textblockTypeInputRule({
        find: new RegExp(`^(#{${level}})\\s$`),
        type: this.type,
        getAttributes: { level },
      }),
    );
  },
});
