// The viewfinder in the page: opens and closes the camera, says how it goes, and hands a code that was read on.
import { type Agreement, createAgreement, type Finding } from "../../scanner/agreement";
import type { Decoder } from "../../scanner/decoder";
import { openDecoder } from "../../scanner/open-decoder";
import { readFile } from "../../scanner/picture";
import { keepSessionNote } from "../../scanner/preferences";
import { type Problem, Scanner } from "../../scanner/scanner";
import { signal, unlockSound } from "../../scanner/signals";
import { sendRead } from "../../scanner/way-of-reading";
import { Controls } from "./controls";
import { fill, focusNext, keepLastCode, popLastCode } from "./filling";
import { type CameraParts, partsOf } from "./parts";

export class Viewfinder {
  readonly #parts: CameraParts;
  readonly #controls: Controls;
  readonly #scanner: Scanner;
  readonly #agreement: Agreement;
  readonly #legacyLetters: ReadonlySet<string>;
  #decoder: Promise<Decoder> | undefined;
  /** How many pictures were chosen or given up. */
  #pictures = 0;
  #isAboutPicture = false;

  constructor(root: HTMLElement) {
    this.#parts = partsOf(root);
    this.#legacyLetters = new Set(this.#parts.field.dataset.legacyLetters ?? "");
    this.#agreement = createAgreement(this.#legacyLetters, popLastCode());
    this.#scanner = new Scanner(
      { video: this.#parts.video, decoder: () => this.#openDecoder(), agreement: this.#agreement },
      {
        started: (camera) => void this.#controls.show(camera),
        found: (finding) => this.#accept(finding),
        rested: () => this.#rest(),
        failed: (problem) => this.#fail(problem),
      },
    );
    this.#controls = new Controls(this.#parts, () => this.#start());
    this.#listen();
  }

  open(isByHand: boolean): void {
    const { opener, panel, close } = this.#parts;
    opener.hidden = true;
    panel.hidden = false;
    this.#keepOpen("yes");
    if (isByHand) close.focus();
    this.#start();
  }

  close(): void {
    const { opener, panel } = this.#parts;
    this.#scanner.stop();
    this.#pictures += 1;
    this.#isAboutPicture = false;
    this.#keepOpen(null);
    panel.hidden = true;
    opener.hidden = false;
  }

  #listen(): void {
    const { opener, close, again, picture } = this.#parts;
    close.addEventListener("click", () => {
      this.close();
      opener.focus();
    });
    again.addEventListener("click", () => {
      unlockSound();
      this.#isAboutPicture = false;
      this.#start();
      close.focus();
    });
    picture.addEventListener("change", () => void this.#readPicture());
    // The sound needs a tap, and on a page that opened its camera by itself any will do.
    addEventListener("pointerdown", unlockSound, { once: true });
    document.addEventListener("visibilitychange", () => this.#followPage());
    addEventListener("pagehide", () => this.#scanner.stop());
    addEventListener("pageshow", ({ persisted }) => persisted && this.#followPage());
  }

  #start(): void {
    const { view, again, problem, texts } = this.#parts;
    again.hidden = true;
    view.hidden = false;
    problem.textContent = "";
    this.#sayOfCamera(texts.aim);
    void this.#scanner.start();
  }

  /** A page nobody sees has no business with the camera. */
  #followPage(): void {
    const { panel, again } = this.#parts;
    if (panel.hidden || !again.hidden) return;
    if (document.visibilityState === "visible") this.#start();
    else this.#scanner.stop();
  }

  /** For the next page, where a queue goes on; a form filled field by field has none. */
  #keepOpen(note: string | null): void {
    if (this.#parts.root.dataset.then === "submit") keepSessionNote("camera-open", note);
  }

  #openDecoder(): Promise<Decoder> {
    this.#decoder ??= openDecoder(this.#parts.root.dataset.decoder ?? "");
    return this.#decoder;
  }

  #accept(finding: Finding): void {
    const { texts } = this.#parts;
    if (finding.kind === "foreign") {
      signal("foreign");
      this.#say(texts.foreign);
      return;
    }
    this.#say((texts.read ?? "").replace("{code}", finding.code));
    this.#handOn(finding.code);
  }

  #handOn(code: string): void {
    const { root, field } = this.#parts;
    const form = field.form;
    fill(field, code);
    if (!form) return;
    if (root.dataset.then === "submit") {
      // The answer will be heard; that something was read need not be.
      keepLastCode(code);
      sendRead(field, "camera");
    } else {
      signal("read");
      this.close();
      focusNext(root, form);
    }
  }

  /** The decoder may be loading for a while yet: the screen says that the picture is being read, and what has become of
   * it only while it is the picture that the person chose last, in a viewfinder that is open. */
  async #readPicture(): Promise<void> {
    const { picture, texts } = this.#parts;
    const file = picture.files?.[0];
    if (!file) return;
    picture.value = "";
    const chosen = ++this.#pictures;
    this.#isAboutPicture = true;
    this.#say(texts.pictureReading);
    const finding = await this.#findIn(file);
    if (chosen !== this.#pictures) return;
    switch (finding) {
      case "no-decoder":
        this.#dropDecoder();
        return this.#say(texts["no-decoder"]);
      case "no-picture":
        return this.#say(texts.pictureBroken);
      case null:
        return this.#say(texts.pictureEmpty);
      default:
        this.#say("");
        return this.#accept(finding);
    }
  }

  async #findIn(file: File): Promise<Finding | "no-picture" | "no-decoder" | null> {
    try {
      // A choice of one's own counts, whatever was read a moment ago.
      return await readFile(file, await this.#openDecoder(), createAgreement(this.#legacyLetters));
    } catch {
      return "no-decoder";
    }
  }

  #rest(): void {
    this.#controls.hide();
    this.#offerAgain("resume");
    this.#sayOfCamera("");
  }

  #fail(problem: Problem): void {
    const { view, texts } = this.#parts;
    if (problem === "no-decoder") this.#dropDecoder();
    this.#controls.hide();
    this.#keepOpen(null);
    view.hidden = true;
    this.#sayOfCamera("");
    this.#parts.problem.textContent = texts[problem] ?? "";
    this.#offerAgain("retry");
  }

  #dropDecoder(): void {
    void this.#decoder?.then((decoder) => decoder.close());
    this.#decoder = undefined;
  }

  #offerAgain(text: string): void {
    const { again, texts } = this.#parts;
    again.textContent = texts[text] ?? "";
    again.hidden = false;
  }

  /** A camera that opens, rests or fails late must not wipe off what is said of a picture. */
  #sayOfCamera(text: string | undefined): void {
    if (!this.#isAboutPicture) this.#say(text);
  }

  #say(text: string | undefined): void {
    this.#parts.status.textContent = text ?? "";
  }
}
