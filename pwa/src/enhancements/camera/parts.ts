// The pieces of components/camera.html, and its sentences.
export interface CameraParts {
  root: HTMLElement;
  field: HTMLInputElement;
  opener: HTMLButtonElement;
  panel: HTMLElement;
  view: HTMLElement;
  video: HTMLVideoElement;
  again: HTMLButtonElement;
  status: HTMLElement;
  problem: HTMLElement;
  close: HTMLButtonElement;
  picture: HTMLInputElement;
  torch: HTMLButtonElement;
  lens: HTMLButtonElement;
  sound: HTMLButtonElement;
  vibration: HTMLButtonElement;
  texts: Readonly<Record<string, string>>;
}

export function partsOf(root: HTMLElement): CameraParts {
  const part = (name: string) => root.querySelector<HTMLElement>(`[data-camera="${name}"]`);
  const names = [
    ...["opener", "panel", "view", "video", "again", "status", "problem", "close"],
    ...["picture", "torch", "lens", "sound", "vibration"],
  ];
  const found = Object.fromEntries(names.map((name) => [name, part(name)]));
  const texts = JSON.parse(part("texts")?.textContent ?? "{}");
  const field = document.getElementById(root.dataset.field ?? "");
  return { ...found, root, field, texts } as unknown as CameraParts;
}
