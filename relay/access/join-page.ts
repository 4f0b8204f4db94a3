import { createHash } from 'node:crypto';
import el from '../../shared/locales/el/relay.json' with { type: 'json' };
import en from '../../shared/locales/en/relay.json' with { type: 'json' };
import hr from '../../shared/locales/hr/relay.json' with { type: 'json' };
import { type InterfaceLanguage, pickInterfaceLanguage } from '../../shared/kernel/languages.ts';
import { joinPagePath } from '../protocol/invite-link.ts';
import { answerJson, type HttpRoute, targetOf } from '../transport/http-routes.ts';

const texts = { en, el, hr };

const style = `body{font:1.1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1.5rem;
color:#1d2733;background:#fff}h1{font-size:1.6rem;line-height:1.3}li{margin:.4rem 0}
@media(prefers-color-scheme:dark){body{color:#e6ebf1;background:#15191e}}`;
const styleHash = createHash('sha256').update(style).digest('base64');

/**
 * What a browser shows for an invite's link: that the link belongs into the workbench. The page loads
 * nothing, runs nothing, and never learns the code, which stays behind the `#`.
 */
export const joinPageRoute: HttpRoute = {
  async handle(request, response) {
    const { path } = targetOf(request);
    if (path !== joinPagePath && path !== `${joinPagePath}/`) return false;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      answerJson(response, 405, { error: 'methodNotAllowed' });
      return true;
    }
    const language = languageOf(request.headers['accept-language'] ?? '');
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      vary: 'accept-language',
    });
    response.end(request.method === 'HEAD' ? undefined : page(language));
    return true;
  },
};

function page(language: InterfaceLanguage): string {
  const say = (key: keyof typeof en): string => texts[language][key];
  const items = [say('joinOpen'), say('joinChoose'), say('joinPaste')].map((step) => `<li>${step}</li>`);
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${say('joinTitle')}</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><style>${style}</style></head>
<body><main><h1>${say('joinTitle')}</h1><p>${say('joinIntro')}</p>
<ol>${items.join('')}</ol><p>${say('joinSafe')}</p></main></body></html>\n`;
}

/** Languages in the order that the browser wishes for, by their weights. */
function languageOf(header: string): InterfaceLanguage {
  const wishes = header.split(',', 20).map((wish) => {
    const [tag = '', ...parameters] = wish.trim().split(';');
    const weight = Number(/^ *q=([\d.]+)$/.exec(parameters[0] ?? '')?.[1] ?? 1);
    return { tag, weight: Number.isNaN(weight) ? 0 : weight };
  });
  wishes.sort((one, other) => other.weight - one.weight);
  return pickInterfaceLanguage(wishes.filter(({ weight }) => weight > 0).map(({ tag }) => tag));
}
