// A camera that shows the cards it is told to, and a watch on what the counter makes of them. Runs before the page.
(() => {
  const [WIDTH, HEIGHT, FRAME_MS] = [1280, 720, 66];
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext("2d");
  let pictures = [];
  let frame = 0;

  function showNext() {
    const card = pictures.shift();
    context.fillStyle = "#787878";
    context.fillRect(0, 0, WIDTH, HEIGHT);
    if (!card) return;
    const scale = Math.min((0.5 * WIDTH) / card.width, (0.5 * HEIGHT) / card.height);
    const [width, height] = [card.width * scale, card.height * scale];
    context.drawImage(card, (WIDTH - width) / 2, (HEIGHT - height) / 2, width, height);
  }

  /** No two frames of a camera are the same: two readings of a bar code must agree in different ones. */
  function flicker() {
    frame += 1;
    context.fillStyle = `rgb(${(frame * 37) % 256}, 90, 90)`;
    context.fillRect(400, 600, 480, 40);
    context.fillRect(400, 80, 480, 40);
  }

  navigator.mediaDevices.getUserMedia = async () => {
    setInterval(flicker, FRAME_MS);
    return canvas.captureStream();
  };

  const heard = { read: null, painted: null };
  const next = (what) =>
    new Promise((resolve) => {
      heard[what] = resolve;
    });
  const tell = (what, value) => {
    const resolve = heard[what];
    heard[what] = null;
    resolve?.(value);
  };

  const mark = performance.mark.bind(performance);
  performance.mark = (...facts) => {
    const made = mark(...facts);
    if (made.name === "kaikukortti-read") tell("read", { ...decoder, at: made.startTime });
    return made;
  };
  const measure = performance.measure.bind(performance);
  performance.measure = (...facts) => {
    const made = measure(...facts);
    if (made.name === "kaikukortti-verdict") {
      const written = performance.now();
      requestAnimationFrame(() => {
        // A task of its own runs after the frame that this callback belongs to: this one before what the page does then.
        const paint = () => tell("painted", { at: performance.now(), written });
        void scheduler.postTask(paint, { priority: "user-blocking" });
      });
    }
    return made;
  };

  // When the decoder was asked last, and when it answered last.
  const decoder = { asked: 0, answered: 0, looks: 0 };
  window.Worker = class extends Worker {
    constructor(...facts) {
      super(...facts);
      this.addEventListener("message", () => {
        decoder.answered = performance.now();
      });
    }
    postMessage(...facts) {
      decoder.asked = performance.now();
      decoder.looks += 1;
      super.postMessage(...facts);
    }
  };

  const place = () => document.querySelector('[data-counter="sheet-place"], [data-desk="verdict"]');

  function recorded() {
    const gone = new Promise((resolve) => {
      const watch = new MutationObserver(() => {
        if (!place().hidden) return;
        watch.disconnect();
        resolve(performance.now());
      });
      watch.observe(place(), { attributes: true, attributeFilter: ["hidden"] });
    });
    place().querySelector('[data-slot="record"]').click();
    return gone;
  }

  window.bench = {
    async load(urls) {
      pictures = await Promise.all(
        urls.map(async (url) => {
          const picture = new Image();
          picture.src = url;
          await picture.decode();
          return await createImageBitmap(picture);
        }),
      );
    },
    /** From a tap on the camera, under which the first card lies, to its verdict. */
    async tap() {
      showNext();
      const painted = next("painted");
      const tapped = performance.now();
      document.querySelector('[data-camera="opener"]').click();
      return { tap: (await painted).at - tapped };
    },
    /** A card lies there with its verdict: record it, then show the next one. */
    async recordAndShow() {
      const tapped = performance.now();
      await recorded();
      const answered = Promise.all([next("read"), next("painted")]);
      const drawn = performance.now();
      decoder.looks = 0;
      showNext();
      const [read, painted] = await answered;
      return {
        record: read.at - tapped,
        frame: painted.at - drawn,
        "frame.1-camera": read.asked - drawn,
        "frame.2-decoder": read.answered - read.asked,
        "frame.3-heard": read.at - read.answered,
        "frame.4-judged": painted.written - read.at,
        "frame.5-painted": painted.at - painted.written,
        "frame.looks": read.looks,
        judge: painted.at - read.at,
      };
    },
    /** The cards in turn, the next as soon as the one before has been recorded: by itself, or by a tap. */
    async queue({ count, isFast }) {
      const begun = performance.now();
      for (let card = 0; card < count; card += 1) {
        const painted = next("painted");
        showNext();
        await painted;
        if (!isFast) await recorded();
      }
      return { queue: performance.now() - begun };
    },
  };
})();
