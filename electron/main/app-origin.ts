export const appScheme = 'app';
export const appHost = 'workbench';
/** As Chromium writes the origin of a standard scheme. Node's `URL.origin` says "null" for it. */
export const appOrigin = `${appScheme}://${appHost}`;

/** The address that a window loads; `route` is the part after the hash. */
export function appAddress(route = '/'): string {
  return `${appOrigin}/index.html#${route}`;
}

/** True when an address belongs to the app itself, whatever its path. */
export function isAppAddress(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return (
    url?.protocol === `${appScheme}:` && url.host === appHost && url.username === '' && url.password === ''
  );
}
