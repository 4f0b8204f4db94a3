import { mergeAttributes } from '@tiptap/core';
import { Image } from '@tiptap/extension-image';
import type { Node as DocumentNode } from '@tiptap/pm/model';
import type { NodeView } from '@tiptap/pm/view';
import { isImageHash } from '../../../../shared/documents/images.ts';

export interface PlanImageOptions {
  /** Resolves to an address that the window may show, as soon as the bytes are here. */
  loadImage: ((hash: string) => Promise<string>) | null;
  /** Shown in place of an image whose bytes have not arrived. */
  missingText: string;
}

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    planImage: {
      /** Inserts an image that the plan's image store holds. */
      insertPlanImage: (image: { hash: string; alt: string; width: number | null }) => ReturnType;
    };
  }
}

/** An image by the hash of its bytes: the text of a plan carries no bytes and no addresses. */
export const PlanImage = Image.extend<PlanImageOptions>({
  addOptions() {
    return { loadImage: null, missingText: '' };
  },

  addAttributes() {
    return {
      hash: {
        default: null,
        parseHTML: (element) => element.getAttribute('data-hash'),
        renderHTML: ({ hash }) => ({ 'data-hash': String(hash) }),
      },
      alt: { default: '' },
      width: {
        default: null,
        parseHTML: (element) => widthPx(element.getAttribute('data-width')),
        renderHTML: ({ width }) => (typeof width === 'number' ? { 'data-width': width } : {}),
      },
    };
  },

  parseHTML() {
    return [
      {
        tag: 'img[data-hash]',
        getAttrs: (element) => (isImageHash(element.getAttribute('data-hash')) ? null : false),
      },
    ];
  },

  renderHTML({ HTMLAttributes }) {
    return ['img', mergeAttributes(HTMLAttributes)];
  },

  addCommands() {
    return {
      insertPlanImage:
        (image) =>
        ({ commands }) =>
          // With a line after it to write on.
          commands.insertContent([{ type: this.name, attrs: image }, { type: 'paragraph' }]),
    };
  },

  // The inherited rule would turn typed Markdown into an image with an address.
  addInputRules() {
    return [];
  },

  addNodeView() {
    const { loadImage, missingText } = this.options;
    return ({ node }) => new ImageView(node, loadImage, missingText);
  },
});

class ImageView implements NodeView {
  readonly dom: HTMLElement;
  readonly #image: HTMLImageElement;
  readonly #missing: HTMLElement;
  readonly #loadImage: PlanImageOptions['loadImage'];
  #node: DocumentNode;
  #destroyed = false;

  constructor(node: DocumentNode, loadImage: PlanImageOptions['loadImage'], missingText: string) {
    this.#node = node;
    this.#loadImage = loadImage;
    this.dom = document.createElement('figure');
    this.dom.className = 'plan-image';
    this.#image = document.createElement('img');
    this.#missing = document.createElement('span');
    this.#missing.className = 'plan-image-missing';
    this.#missing.textContent = missingText;
    this.dom.append(this.#missing);
    this.#show();
    this.#load();
  }

  update(node: DocumentNode): boolean {
    if (node.type !== this.#node.type || node.attrs.hash !== this.#node.attrs.hash) return false;
    this.#node = node;
    this.#show();
    return true;
  }

  ignoreMutation(): boolean {
    return true;
  }

  destroy(): void {
    this.#destroyed = true;
  }

  #show(): void {
    const { alt, width } = this.#node.attrs;
    this.#image.alt = typeof alt === 'string' ? alt : '';
    this.dom.title = this.#image.alt;
    if (typeof width === 'number') this.#image.width = width;
    else this.#image.removeAttribute('width');
  }

  #load(): void {
    const hash: unknown = this.#node.attrs.hash;
    if (!this.#loadImage || !isImageHash(hash)) return;
    this.#loadImage(hash).then(
      (url) => {
        if (this.#destroyed) return;
        this.#image.src = url;
        this.dom.replaceChildren(this.#image);
      },
      // The words in place of the image already say that it is not here.
      () => undefined,
    );
  }
}

function widthPx(value: string | null): number | null {
  const width = Number(value);
  return Number.isInteger(width) && width >= 16 && width <= 1600 ? width : null;
}
