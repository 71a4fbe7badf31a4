// The time in Finland, running: a screenshot stands still.
const SECOND_MS = 1000;

export function enhance(element: HTMLElement): void {
  const show = () => {
    element.textContent = clockText(new Date(), element.dataset.locale ?? "fi");
  };
  show();
  setInterval(show, SECOND_MS);
}

export function clockText(now: Date, locale: string): string {
  const options = { timeStyle: "medium", hourCycle: "h23", timeZone: "Europe/Helsinki" } as const;
  const time = new Intl.DateTimeFormat(locale, options).format(now);
  // In Finland Swedish, too, writes times with stops; the common library knows only how Sweden writes them.
  return locale === "sv" ? time.replaceAll(":", ".") : time;
}
