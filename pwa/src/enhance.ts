// One name in data-enhance, one folder in enhancements/, one function `enhance(element)`.
export interface Enhancement {
  enhance(element: HTMLElement): void;
}

export type Loader = (name: string) => Promise<Enhancement>;

/** Enhances everything below `root`; an enhancement that fails leaves the plain page as it was. */
export async function enhanceWithin(root: ParentNode, loader: Loader): Promise<void> {
  const elements = [...root.querySelectorAll<HTMLElement>("[data-enhance]")];
  await Promise.all(
    elements.flatMap((element) => namesOf(element).map((name) => apply(element, name, loader))),
  );
}

function namesOf(element: HTMLElement): string[] {
  return (element.dataset.enhance ?? "").split(/\s+/).filter(Boolean);
}

async function apply(element: HTMLElement, name: string, loader: Loader): Promise<void> {
  try {
    (await loader(name)).enhance(element);
  } catch (error) {
    console.warn(`Enhancement ${name} did not start`, error);
  }
}
