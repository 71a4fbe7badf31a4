// WebAuthn's JSON of questions and answers, for the browsers that cannot read and write it themselves.
const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

export type Question = PublicKeyCredentialCreationOptions | PublicKeyCredentialRequestOptions;

/** Base64url in the page, bytes for the phone. */
export function readQuestion(json: string): Question {
  const question = JSON.parse(json);
  question.challenge = bytesOf(question.challenge);
  if (question.user) question.user.id = bytesOf(question.user.id);
  for (const name of ["excludeCredentials", "allowCredentials"]) {
    for (const credential of question[name] ?? []) credential.id = bytesOf(credential.id);
  }
  return question;
}

/** What the register verifies: the credential with its bytes in base64url. */
export function answerOf({ id, rawId, type, response }: PublicKeyCredential): object {
  const answer: Record<string, string> = {};
  for (const name of PARTS) {
    const part = (response as unknown as Record<string, ArrayBuffer | undefined>)[name];
    if (part) answer[name] = textOf(part);
  }
  return { id, rawId: textOf(rawId), type, response: answer, clientExtensionResults: {} };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function textOf(bytes: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
