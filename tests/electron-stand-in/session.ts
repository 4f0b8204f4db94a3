interface RequestDetails {
  url: string;
  method: string;
  webContentsId: number;
}
type RequestListener = (details: RequestDetails, respond: (answer: { cancel?: boolean }) => void) => void;
type PermissionCheck = (contents: unknown, permission: string, origin: string, details: object) => boolean;
type SchemeHandler = (request: Request) => Promise<Response> | Response;

/** Permission names of Electron and what Chromium's protocol calls them. */
const permissions: Readonly<Record<string, object>> = {
  geolocation: { name: 'geolocation' },
  notifications: { name: 'notifications' },
  'clipboard-read': { name: 'clipboard-read' },
  'clipboard-sanitized-write': { name: 'clipboard-write', allowWithoutSanitization: false },
  media: { name: 'camera' },
  'idle-detection': { name: 'idle-detection' },
};

/** The parts of Electron's default session, and of `protocol`, that an app's shell sets up. */
export class Session {
  readonly schemes = new Set<string>();
  readonly schemeHandlers = new Map<string, SchemeHandler>();
  readonly availableSpellCheckerLanguages = ['de', 'el', 'en-GB', 'en-US', 'hr'];
  spellCheckerLanguages: string[] = [];
  #check: PermissionCheck = () => true;
  #beforeRequest: { patterns: RegExp[]; listener: RequestListener } | undefined;

  readonly #proxy: string;

  constructor(proxy: string) {
    this.#proxy = proxy;
  }

  readonly webRequest = {
    onBeforeRequest: (filter: { urls: string[] }, listener: RequestListener) => {
      this.#beforeRequest = { patterns: filter.urls.map(patternOf), listener };
    },
  };

  setPermissionRequestHandler(_handler: unknown): void {}

  setPermissionCheckHandler(check: PermissionCheck): void {
    this.#check = check;
  }

  setDevicePermissionHandler(_handler: unknown): void {}

  setSpellCheckerDictionaryDownloadURL(_address: string): void {}

  setSpellCheckerLanguages(languages: string[]): void {
    const unknown = languages.find((language) => !this.availableSpellCheckerLanguages.includes(language));
    if (unknown !== undefined) throw new Error(`Invalid language code provided: "${unknown}"`);
    this.spellCheckerLanguages = languages;
  }

  async resolveProxy(_url: string): Promise<string> {
    return this.#proxy;
  }

  addWordToSpellCheckerDictionary(_word: string): boolean {
    return true;
  }

  /** What Chromium is to be told about an origin's permissions. */
  permissionSettings(origin: string): { permission: object; setting: 'granted' | 'denied' }[] {
    return Object.entries(permissions).map(([name, permission]) => ({
      permission,
      setting: this.#check(null, name, origin, {}) ? 'granted' : 'denied',
    }));
  }

  isCancelled(details: RequestDetails): Promise<boolean> {
    const watch = this.#beforeRequest;
    if (!watch?.patterns.some((pattern) => pattern.test(details.url))) return Promise.resolve(false);
    return new Promise((resolve) => watch.listener(details, ({ cancel }) => resolve(cancel === true)));
  }
}

/** A pattern such as `https://*\/*`. */
function patternOf(pattern: string): RegExp {
  return new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`);
}
