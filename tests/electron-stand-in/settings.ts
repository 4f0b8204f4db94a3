import type { Bounds } from './browser-window.ts';

/** What a test decides about the machine that the app believes to run on. */
export interface StandInSettings {
  readonly version: string;
  readonly electronVersion: string;
  readonly systemLanguages: string[];
  /** Screens without task bars, the primary one first. */
  readonly displays: Bounds[];
  /** The system's proxy settings, in the words of a proxy configuration. */
  readonly proxy: string;
  /** Files that macOS names while the app starts. */
  readonly earlyFiles: string[];
}

const variable = 'ELECTRON_STAND_IN_SETTINGS';

export const defaultSettings: StandInSettings = {
  version: '0.1.0',
  electronVersion: '45.4.1',
  systemLanguages: ['en-GB'],
  displays: [{ x: 0, y: 0, width: 1920, height: 1040 }],
  proxy: 'DIRECT',
  earlyFiles: [],
};

export function settingsVariable(settings: Partial<StandInSettings>): Record<string, string> {
  return { [variable]: JSON.stringify({ ...defaultSettings, ...settings }) };
}

export function readSettings(environment: NodeJS.ProcessEnv): StandInSettings {
  return JSON.parse(environment[variable] ?? JSON.stringify(defaultSettings)) as StandInSettings;
}
