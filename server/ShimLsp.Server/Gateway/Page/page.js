// The page of the gateway: the models, the active one, and why the last tasks went where.
"use strict";

const state = document.querySelector("#state");

async function call(path, body) {
  const response = await fetch(path, body ? { method: "POST", body: JSON.stringify(body) } : {});
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(answer.error.message);
  }
  return answer;
}

function item(...parts) {
  const line = document.createElement("li");
  line.append(...parts);
  return line;
}

function note(text) {
  const span = document.createElement("span");
  span.className = "note";
  span.textContent = text;
  return span;
}

function choice(model) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = model.displayName;
  button.setAttribute("aria-pressed", String(model.active));
  button.addEventListener("click", () => run(() => call("/api/switch", { slug: model.slug })));
  return item(button, note(model.availability.reason ?? model.slug));
}

async function show() {
  const [models, status] = await Promise.all([call("/api/models"), call("/api/status")]);
  state.textContent = `Active: ${models.active}`;
  document.querySelector("#models").replaceChildren(...models.models.map(choice));
  const recent = status.recent.map((decision) => item(decision.slug, note(decision.reason)));
  document
    .querySelector("#recent")
    .replaceChildren(...(recent.length > 0 ? recent : [item(note("No task yet."))]));
}

async function run(work) {
  try {
    await work();
    await show();
  } catch (failure) {
    state.textContent = failure.message;
  }
}

const events = new EventSource("/api/events");
for (const name of ["activeModelChanged", "modelsChanged", "availabilityChanged", "routed"]) {
  events.addEventListener(name, () => run(show));
}
run(show);
