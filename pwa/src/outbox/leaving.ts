// A page that alone holds visits is not left without a question.
import { onlyInMemory } from "./outbox";

export function askBeforeLeaving(): () => void {
  const ask = (event: BeforeUnloadEvent) => {
    if (onlyInMemory()) event.preventDefault();
  };
  addEventListener("beforeunload", ask);
  return () => removeEventListener("beforeunload", ask);
}
