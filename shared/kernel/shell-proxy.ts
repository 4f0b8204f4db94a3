/**
 * How the backend asks the desktop shell for the system's proxy: only the shell can read those settings.
 * Messages over the link between the two processes.
 */
export const proxyQuestionType = 'resolveProxy';
export const proxyAnswerType = 'proxy';

export interface ProxyQuestion {
  readonly type: typeof proxyQuestionType;
  readonly id: number;
  /** `https://...` or `http://...` */
  readonly url: string;
}

export interface ProxyAnswer {
  readonly type: typeof proxyAnswerType;
  readonly id: number;
  /** In the words of a proxy configuration: `DIRECT`, or `PROXY host:port; SOCKS5 host:port; DIRECT`. */
  readonly choice: string;
}

export function isProxyQuestion(message: unknown): message is ProxyQuestion {
  return hasFields(message, proxyQuestionType) && typeof message['url'] === 'string';
}

export function isProxyAnswer(message: unknown): message is ProxyAnswer {
  return hasFields(message, proxyAnswerType) && typeof message['choice'] === 'string';
}

function hasFields(message: unknown, type: string): message is Record<string, unknown> {
  if (typeof message !== 'object' || message === null) return false;
  const fields = message as Record<string, unknown>;
  return fields['type'] === type && typeof fields['id'] === 'number';
}
