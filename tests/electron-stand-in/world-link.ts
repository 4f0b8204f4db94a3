export interface WorldLink {
  /** Puts the API into the page as a frozen, read-only property of `window`. */
  expose(key: string, api: unknown): void;
}

/**
 * The context bridge between the preload's isolated world and the page's own. Both run this function; they
 * share the document only, so calls and answers go as synchronous events under a secret name. Functions
 * are passed by number, promises are settled later, errors keep name and message. It may use no import.
 */
export function createWorldLink(own: string, other: string, secret: string): WorldLink {
  const dispatch = document.dispatchEvent.bind(document);
  const NewEvent = CustomEvent;
  const functions = new Map<number, (...args: unknown[]) => unknown>();
  const promises = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (reason: unknown) => void }
  >();
  let lastId = 0;
  let answerText = 'null';

  const newId = () => (lastId += 1);
  const emit = (name: string, detail: unknown) =>
    dispatch(new NewEvent(`${secret}${name}`, { detail: JSON.stringify(detail) }));
  const ask = (question: object): Reply => {
    emit(other, question);
    return JSON.parse(answerText) as Reply;
  };
  const settle = (promise: Promise<unknown>, id: number) =>
    promise.then(
      (value) => ask({ settle: id, value: pack(value) }),
      (error: unknown) => ask({ settle: id, error: packError(error) }),
    );

  const packError = (error: unknown) => ({
    name: error instanceof Error ? error.name : 'Error',
    message: error instanceof Error ? error.message : String(error),
  });
  const unpackError = ({ name, message }: { name: string; message: string }) =>
    Object.assign(new Error(message), { name });

  const pack = (value: unknown): unknown => {
    if (typeof value === 'function') {
      const id = newId();
      functions.set(id, value as (...args: unknown[]) => unknown);
      return { $: 'function', id };
    }
    if (value instanceof Promise) {
      const id = newId();
      void settle(value, id);
      return { $: 'promise', id };
    }
    if (value === undefined) return { $: 'undefined' };
    if (value === null || typeof value !== 'object') return value;
    if (ArrayBuffer.isView(value)) {
      return { $: 'bytes', of: Array.from(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
    }
    if (value instanceof Error) return { $: 'error', of: packError(value) };
    if (Array.isArray(value)) return value.map(pack);
    return { $: 'object', of: Object.entries(value).map(([key, member]) => [key, pack(member)]) };
  };
  const unpack = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(unpack);
    const { $: kind, id, of } = value as { $: string; id: number; of: never };
    if (kind === 'function') return (...args: unknown[]) => finish(ask({ call: id, args: args.map(pack) }));
    if (kind === 'promise') {
      return new Promise((resolve, reject) => promises.set(id, { resolve, reject }));
    }
    if (kind === 'undefined') return undefined;
    if (kind === 'bytes') return Uint8Array.from(of);
    if (kind === 'error') return unpackError(of);
    const members = of as [string, unknown][];
    return Object.freeze(Object.fromEntries(members.map(([key, member]) => [key, unpack(member)])));
  };
  const finish = (reply: Reply) => {
    if (reply?.error) throw unpackError(reply.error);
    return unpack(reply?.value);
  };

  const answer = (question: Question): Reply => {
    if ('expose' in question) {
      const value = unpack(question.api);
      Object.defineProperty(window, question.expose, { value, enumerable: true });
      return null;
    }
    if ('settle' in question) {
      const waiting = promises.get(question.settle);
      promises.delete(question.settle);
      if (question.error) waiting?.reject(unpackError(question.error));
      else waiting?.resolve(unpack(question.value));
      return null;
    }
    try {
      const called = functions.get(question.call);
      if (!called) throw new Error('no such function');
      return { value: pack(called(...question.args.map(unpack))) };
    } catch (error) {
      return { error: packError(error) };
    }
  };
  document.addEventListener(`${secret}${own}`, (event) => {
    event.stopImmediatePropagation();
    emit(`${other}-answer`, answer(JSON.parse((event as CustomEvent<string>).detail) as Question));
  });
  document.addEventListener(`${secret}${own}-answer`, (event) => {
    answerText = (event as CustomEvent<string>).detail;
  });
  return { expose: (key, api) => void ask({ expose: key, api: pack(api) }) };
}

type PackedError = { name: string; message: string };
type Reply = { value?: unknown; error?: PackedError } | null;
type Question =
  | { expose: string; api: unknown }
  | { call: number; args: unknown[] }
  | { settle: number; value?: unknown; error?: PackedError };
