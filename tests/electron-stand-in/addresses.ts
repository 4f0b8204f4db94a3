/*
 * Chromium cannot be given a scheme of our own from outside. `app://workbench/x` is therefore served as
 * `https://workbench.app.test/x`, and every address is translated where it passes between the two.
 */

const standInAddress = /^https:\/\/([a-z0-9-]+)\.([a-z0-9-]+)\.test(?=[/?#]|$)/;

export function toChromium(address: string, schemes: ReadonlySet<string>): string {
  const match = /^([a-z0-9-]+):\/\/([a-z0-9-]+)(.*)$/s.exec(address);
  const [, scheme = '', host = '', rest = ''] = match ?? [];
  return schemes.has(scheme) ? `https://${host}.${scheme}.test${rest}` : address;
}

export function toElectron(address: string, schemes: ReadonlySet<string>): string {
  const [whole, host = '', scheme = ''] = standInAddress.exec(address) ?? [];
  return whole !== undefined && schemes.has(scheme)
    ? `${scheme}://${host}${address.slice(whole.length)}`
    : address;
}
