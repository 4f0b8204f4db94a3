import { decodeQR } from 'qr/decode.js';

/** Why there is no picture, as a key of the room catalog (`scan.<key>`). */
export type ScanProblem = 'noCamera' | 'notAllowed';

export interface ScanEvents {
  onText(text: string): void;
  onProblem(problem: ScanProblem): void;
}

const roomLinkPrefix = 'clusterpolisee:room?';
const lookEveryMs = 150;
const maxSide = 800;

/**
 * Shows the camera in `video` and looks for the picture of a room in it, until the returned function is
 * called; that also turns the camera off. Other pictures are passed over.
 */
export function scanCamera(page: Window, video: HTMLVideoElement, events: ScanEvents): () => void {
  let stream: MediaStream | undefined;
  let timer: number | undefined;
  let ended = false;
  const end = () => {
    ended = true;
    page.clearTimeout(timer);
    for (const track of stream?.getTracks() ?? []) track.stop();
    video.srcObject = null;
    void page.workbenchShell?.setScanning(false);
  };
  const look = () => {
    if (ended) return;
    const text = readPicture(video);
    if (text?.startsWith(roomLinkPrefix)) {
      end();
      events.onText(text);
    } else timer = page.setTimeout(look, lookEveryMs);
  };
  const start = async () => {
    // The shell grants the camera to this window only while it is told that a picture is being scanned.
    await page.workbenchShell?.setScanning(true);
    const { mediaDevices } = page.navigator as Partial<Navigator>;
    if (!mediaDevices) throw new DOMException('no cameras here', 'NotFoundError');
    const opened = await mediaDevices.getUserMedia({ audio: false, video: { facingMode: 'environment' } });
    stream = opened;
    if (ended) return end();
    video.srcObject = opened;
    await video.play();
    look();
  };
  start().catch((error: unknown) => {
    if (ended) return;
    end();
    const isRefused = error instanceof DOMException && error.name === 'NotAllowedError';
    events.onProblem(isRefused ? 'notAllowed' : 'noCamera');
  });
  return end;
}

/** Undefined while the camera has no picture yet, or there is nothing to read in it. */
function readPicture(video: HTMLVideoElement): string | undefined {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0) return undefined;
  const scale = Math.min(1, maxSide / Math.max(videoWidth, videoHeight));
  const width = Math.round(videoWidth * scale);
  const height = Math.round(videoHeight * scale);
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  context.drawImage(video, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  try {
    return decodeQR({ width, height, data });
  } catch {
    return undefined; // no picture of this kind in it, or not sharp yet
  }
}
