/**
 * What a page of the app may do. `connect-src 'none'`: the window never talks to a network, not even to
 * the app's own scheme; everything goes over the backend's port. `style-src 'unsafe-inline'`: the
 * component library writes style elements at run time.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "object-src 'none'",
].join('; ');

const deniedFeatures = [
  'display-capture',
  'geolocation',
  'hid',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
];

/** Headers of every answer of the app's own scheme, also of refusals. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  // The camera scans a room's picture; whether it may is asked each time (see permissions.ts).
  'Permissions-Policy': ['camera=(self)', ...deniedFeatures.map((feature) => `${feature}=()`)].join(', '),
};
