import type { ModelList, ShimError } from "shim-lsp-client/protocol";
import { errorText } from "#extension/infrastructure/wording/errors";
import { explanation } from "#extension/features/routing/explanationView";
import { refusal } from "#extension/features/routing/refusalView";
import type { Trial } from "../live/state";
import type { Props } from "./app";
import { Explained } from "./explained";

/** A task to try: which model it would go to, and why. */
export function TryTask({ state: { list, trial }, session }: Props) {
  const asked = trial.kind === "asked";
  return (
    <section aria-labelledby="try-heading">
      <h2 id="try-heading">Try a task</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const task = new FormData(event.currentTarget).get("task");
          if (typeof task === "string" && task.trim() !== "" && !asked) {
            void session.tryTask(task);
          }
        }}
      >
        <label for="task">Task</label>
        <textarea
          id="task"
          name="task"
          rows={3}
          required
          aria-describedby="task-hint"
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
              event.currentTarget.form?.requestSubmit();
            }
          }}
        />
        <p id="task-hint" class="hint">
          The router decides, and no model gets the task, unless your models.json names a classifier. Ctrl+Enter submits.
        </p>
        <button type="submit" aria-disabled={asked}>
          {asked ? "Choosing…" : "Choose a model"}
        </button>
      </form>
      <Result trial={trial} list={list} />
    </section>
  );
}

function Result({ trial, list }: { readonly trial: Trial; readonly list: ModelList | undefined }) {
  switch (trial.kind) {
    case "none":
    case "asked":
      return null;
    case "decided":
      return <Explained explanation={explanation(trial.decision, list)} />;
    case "failed":
      return <Failed error={trial.error} list={list} />;
  }
}

function Failed({ error, list }: { readonly error: ShimError; readonly list: ModelList | undefined }) {
  return error.kind === "noRoutableModel" || error.kind === "invalidCatalog" ? (
    <Explained explanation={refusal(error, list)} />
  ) : (
    <p role="alert" class="warning">
      {errorText(error, list)}
    </p>
  );
}
