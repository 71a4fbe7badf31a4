// Camera, decoder and agreement together: from a lit lens to a card code. Knows nothing of the page round it.
import type { Agreement, Finding } from "./agreement";
import { type Camera, CameraError, type CameraProblem, openCamera } from "./camera";
import type { Decoder, SeenInShot } from "./decoder";
import { fingerprint, type Then, type View, watchFrames } from "./frames";
import { stayAwake } from "./stay-awake";

export const IDLE_MS = 60_000;

export type Problem = CameraProblem | "no-decoder";

export interface Listener {
  started(camera: Camera): void;
  found(finding: Finding): void;
  /** Nothing was read for a minute: the lens is dark until `start`. */
  rested(): void;
  failed(problem: Problem): void;
}

interface Parts {
  video: HTMLVideoElement;
  /** Asked for with the first frame only. */
  decoder(): Promise<Decoder>;
  agreement: Agreement;
}

export class Scanner {
  #endings: (() => void)[] = [];
  #attempt = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly parts: Parts,
    private readonly listener: Listener,
  ) {}

  async start(): Promise<void> {
    this.stop();
    const attempt = this.#attempt;
    try {
      const camera = await openCamera();
      // Closed while the person was being asked: the lens must not stay lit.
      if (attempt === this.#attempt) this.#watch(camera);
      else camera.stop();
    } catch (error) {
      if (attempt !== this.#attempt) return;
      this.#fail(error instanceof CameraError ? error.problem : "busy");
    }
  }

  stop(): void {
    this.#attempt += 1;
    clearTimeout(this.#idle);
    for (const end of this.#endings.splice(0)) end();
  }

  #watch(camera: Camera): void {
    const { video } = this.parts;
    // Another program uses the camera now, or it was unplugged.
    camera.stream.getVideoTracks()[0]?.addEventListener("ended", () => this.#fail("busy"));
    video.srcObject = camera.stream;
    this.#endings = [
      watchFrames(video, (view) => this.#read(view)),
      stayAwake(),
      () => {
        camera.stop();
        video.srcObject = null;
      },
    ];
    this.#restLater();
    this.listener.started(camera);
    void video.play().catch(() => undefined);
  }

  async #read(view: View): Promise<Then> {
    const attempt = this.#attempt;
    const { agreement } = this.parts;
    try {
      const { read, frame } = await seenIn(view, await this.parts.decoder());
      if (attempt !== this.#attempt || !read) return "rest";
      const finding = agreement.hear({ ...read, frame, at: performance.now() });
      if (finding) this.#restLater();
      if (finding) this.listener.found(finding);
      return agreement.isUndecided ? "at-once" : "rest";
    } catch {
      if (attempt === this.#attempt) this.#fail("no-decoder");
      return "rest";
    }
  }

  #restLater(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      this.stop();
      this.listener.rested();
    }, IDLE_MS);
  }

  #fail(problem: Problem): void {
    this.stop();
    this.listener.failed(problem);
  }
}

async function seenIn(view: View, decoder: Decoder): Promise<SeenInShot> {
  const shot = decoder.readShot ? view.shot() : null;
  if (shot && decoder.readShot) return await decoder.readShot(shot);
  const image = view.image();
  const frame = fingerprint(image);
  return { read: await decoder.read(image), frame };
}
