import type { Keyring } from "../../infrastructure/keys/keyring";
import type { OwnGateway } from "./launch";

/** Gives a gateway that this window started every key that VS Code keeps. No variable, argument or file carries one. */
export async function giveAll(gateway: OwnGateway, keyring: Keyring): Promise<void> {
  for (const name of keyring.names) {
    const value = await keyring.read(name);
    if (value !== undefined) {
      await give(gateway, name, value);
    }
  }
}

/** Gives it one key, or takes one back. The answer holds no key, and a failure does not either. */
export async function give({ url, token }: OwnGateway, name: string, secret: string | null): Promise<void> {
  const { ok, status } = await fetch(`${url}/api/credential`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ name, secret }),
  });
  if (!ok) {
    throw new Error(`The gateway did not take the key ${name}: HTTP ${status}.`);
  }
}
