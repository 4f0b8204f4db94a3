import * as Y from 'yjs';

/** Somebody who types at the end of a paragraph of their own. */
export class Typist {
  readonly doc: Y.Doc;
  readonly client: number;
  readonly #text: Y.Text;
  #last = new Uint8Array();

  constructor(client: number, base?: Uint8Array) {
    this.client = client;
    this.doc = new Y.Doc({ guid: 'bench' });
    this.doc.clientID = client;
    if (base) Y.applyUpdate(this.doc, base);
    this.#text = this.doc.getText(`paragraph ${client}`);
    this.doc.on('update', (update: Uint8Array) => {
      this.#last = new Uint8Array(update);
    });
  }

  /** The update of one key. */
  next(): Uint8Array {
    this.#text.insert(this.#text.length, letters[this.#text.length % letters.length] ?? ' ');
    return this.#last;
  }

  /** Keys so far. */
  get count(): number {
    return this.#text.length;
  }
}

const letters = 'cluster policy ';
