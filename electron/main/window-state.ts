export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the last used window was. Sizes in device-independent pixels. */
export interface WindowState {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
}

export interface WindowPlace {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
}

export const minimumSize = { width: 800, height: 560 };
const firstSize = { width: 1280, height: 800 };
/** So much of the title bar must be on a screen that a mouse can take hold of it. */
const titleBarHeight = 32;
const visibleTitleWidth = 120;

/** A stored state, or undefined when the text is not one (damaged, or written by something else). */
export function parseWindowState(text: string): WindowState | undefined {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const { bounds, maximized } = value as { bounds?: unknown; maximized?: unknown };
  return isRectangle(bounds) && typeof maximized === 'boolean' ? { bounds, maximized } : undefined;
}

/**
 * Where to open a window: at the kept place if the screens of today still show its title bar, otherwise
 * in the middle of the first screen; never larger than the screen, never smaller than usable.
 * `workAreas` are the screens without task bars, the primary one first; `others` are windows not to cover.
 */
export function placeWindow(
  state: WindowState | undefined,
  workAreas: readonly Rectangle[],
  others: readonly Rectangle[] = [],
): WindowPlace {
  const primary = workAreas[0] ?? { x: 0, y: 0, ...firstSize };
  const kept = state?.bounds;
  // Fitted first: a window that is made smaller may no longer reach into the screen.
  const fitting = (area: Rectangle) => kept && { ...kept, ...fitSize(kept, area) };
  const screen = workAreas.find((area) => {
    const fitted = fitting(area);
    return fitted !== undefined && showsTitleBar(fitted, area);
  });
  const bounds = (screen && fitting(screen)) ?? centre(kept ?? firstSize, primary);
  return { bounds: uncover(bounds, others, screen ?? primary), maximized: state?.maximized ?? false };
}

function showsTitleBar(bounds: Rectangle, area: Rectangle): boolean {
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const top = bounds.y >= area.y && bounds.y + titleBarHeight <= area.y + area.height;
  return top && width >= Math.min(visibleTitleWidth, bounds.width);
}

function fitSize(size: Pick<Rectangle, 'width' | 'height'>, area: Rectangle) {
  return {
    width: Math.min(Math.max(size.width, minimumSize.width), area.width),
    height: Math.min(Math.max(size.height, minimumSize.height), area.height),
  };
}

function centre(size: Pick<Rectangle, 'width' | 'height'>, area: Rectangle): Rectangle {
  const { width, height } = fitSize(size, area);
  return {
    x: area.x + Math.round((area.width - width) / 2),
    y: area.y + Math.round((area.height - height) / 2),
    width,
    height,
  };
}

/** Steps down and right until no other window has the very same corner; back to the top left at the edge. */
function uncover(bounds: Rectangle, others: readonly Rectangle[], area: Rectangle): Rectangle {
  let { x, y } = bounds;
  for (let tries = 0; tries <= others.length; tries += 1) {
    const taken = others.some((other) => Math.abs(other.x - x) < 8 && Math.abs(other.y - y) < 8);
    if (!taken) break;
    x += titleBarHeight;
    y += titleBarHeight;
    if (x + bounds.width > area.x + area.width || y + bounds.height > area.y + area.height) {
      x = area.x + tries * 8;
      y = area.y + tries * 8;
    }
  }
  return { ...bounds, x, y };
}

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, width, height } = value as Record<string, unknown>;
  const inRange = (number: unknown, least: number) =>
    Number.isInteger(number) && Number(number) >= least && Number(number) <= 100_000;
  return inRange(x, -100_000) && inRange(y, -100_000) && inRange(width, 1) && inRange(height, 1);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
