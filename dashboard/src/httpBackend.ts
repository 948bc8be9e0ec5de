import { type Backend, type ExportedFile, GatewayGone, type Notification, notificationNames, SignedOut } from "./backend";

/** The longest that an answer may take. A classifier may take its own time, 12 s at first. */
const patience = 60_000;

/** The gateway's `/api`, spoken to from its own page: the cookie says whose. Paths are relative, so that a proxy may add a prefix. */
export const httpBackend: Backend = {
  models: () => ask("api/models"),
  status: () => ask("api/status"),
  switchModel: (slug) => ask("api/switch", { slug }),
  route: (task) => ask("api/route", { task }),
  feedback: (decisionId, verdict) => ask("api/feedback", { decisionId, verdict }),
  ledger: (params) => ask("api/ledger", params),
  save: (file) => {
    download(file);
    return Promise.resolve();
  },
  listen: (listener) => {
    const source = new EventSource("api/events");
    source.addEventListener("open", () => listener.opened());
    source.addEventListener("error", () => {
      source.close(); // its own reconnecting cannot tell a gateway that is gone from a cookie that is no longer valid
      listener.lost();
    });
    for (const name of notificationNames) {
      source.addEventListener(name, ({ data }: MessageEvent<string>) =>
        listener.received({ name, params: JSON.parse(data) as unknown } as Notification),
      );
    }

    return () => source.close();
  },
};

function download({ name, type, text }: ExportedFile): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), patience); // a browser reads it after the click
}

async function ask<T>(path: string, params?: object): Promise<T> {
  const answer = await fetch(path, {
    ...(params && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(params) }),
    cache: "no-store",
    signal: AbortSignal.timeout(patience),
  }).catch(gone);
  if (answer.status === 401) {
    throw new SignedOut("The page's link is no longer valid.");
  }

  if (!answer.ok) {
    const body = (await answer.json().catch(() => ({}))) as { error?: { code: number; message: string; data?: unknown } };
    const { code, message, data } = body.error ?? { code: 0, message: `HTTP ${answer.status}`, data: undefined };
    throw Object.assign(new Error(message), { code, data });
  }

  return (await answer.json().catch(gone)) as T; // a gateway that ends cuts its answers
}

function gone(cause: unknown): never {
  throw new GatewayGone("The gateway did not answer.", { cause });
}
