/**
 * Which part of a document's log is known to be durable at the relay, on one connection. The relay
 * counts the document-changing messages that it has stored; each of ours stands for a sequence of the log.
 */
export interface SentChanges {
  /** A step 2 or an update goes out. `throughSequence`: what it brings the relay up to. */
  sent(kind: 'step2' | 'update', throughSequence: number): void;
  /** The relay has stored the first `count` of them. Returns the sequence that is newly confirmed, if any. */
  stored(count: number): number | undefined;
  /**
   * The relay did not take one of them, or it was not sent at all. Messages that are refused are not
   * counted, so from here on a count proves nothing: only a new connection can tell.
   */
  leftOut(): void;
  /** Everything there is was sent on this connection and is stored. */
  settled(): boolean;
}

export function createSentChanges(): SentChanges {
  const waiting: { message: number; sequence: number | undefined }[] = [];
  let messages = 0;
  let answered = false;
  let confirmedOnce = false;
  let complete = true;
  return {
    sent(kind, throughSequence) {
      messages += 1;
      // Before our step 2 the relay lacks what was written while it was away: an update sent earlier
      // proves nothing about the log up to its own sequence.
      if (kind === 'step2') answered = true;
      waiting.push({ message: messages, sequence: answered ? throughSequence : undefined });
    },
    leftOut() {
      complete = false;
    },
    stored(count) {
      if (!complete) return undefined;
      let confirmed: number | undefined;
      while (waiting[0] && waiting[0].message <= count) {
        const { sequence } = waiting.shift()!;
        if (sequence !== undefined) confirmed = Math.max(sequence, confirmed ?? 0);
      }
      confirmedOnce ||= confirmed !== undefined;
      return confirmed;
    },
    settled: () => complete && confirmedOnce && waiting.length === 0,
  };
}
