import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from '../access/loopback.ts';

export interface CallerPolicy {
  /** True when the relay listens on loopback: then only loopback names may be asked for. */
  readonly loopbackOnly: boolean;
  /** Further `Host` names the relay answers to; empty = any, unless `loopbackOnly`. */
  readonly allowedHosts: readonly string[];
  /** Web origins that may connect beside the relay's own; programs that are no browsers send none. */
  readonly allowedOrigins: readonly string[];
}

/**
 * Stops web pages from using a relay behind the visitor's back: a page of another origin, and a name
 * that was pointed at this machine (DNS rebinding).
 */
export function isCallerAllowed(headers: IncomingHttpHeaders, policy: CallerPolicy): boolean {
  const host = hostnameOf(`http://${headers.host ?? ''}`);
  return host !== undefined && isHostAllowed(host, policy) && isOriginAllowed(headers, host, policy);
}

function isHostAllowed(host: string, { loopbackOnly, allowedHosts }: CallerPolicy): boolean {
  if (allowedHosts.includes(host)) return true;
  return loopbackOnly ? isLoopback(host) : allowedHosts.length === 0;
}

function isOriginAllowed(headers: IncomingHttpHeaders, host: string, policy: CallerPolicy): boolean {
  const { origin } = headers;
  if (origin === undefined || policy.allowedOrigins.includes(origin)) return true;
  const originHost = hostnameOf(origin);
  if (originHost === undefined) return false;
  return originHost === host || (policy.loopbackOnly && isLoopback(originHost));
}

function hostnameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}
