import { useEffect } from "preact/hooks";
import { shortName } from "../live/reduce";
import type { Session } from "../live/session";
import type { State } from "../live/state";
import { Active } from "./active";
import { Activity } from "./activity";
import { Banner } from "./banner";
import { Budgets } from "./budgets";
import { Decisions } from "./decisions";
import { Health } from "./health";
import { Models } from "./models";
import { Spending } from "./spending";
import { TryTask } from "./tryTask";
import { Usage } from "./usage";

export interface Props {
  readonly state: State;
  readonly session: Session;
}

export function App({ state, session }: Props) {
  const {
    list,
    place: { title: name },
  } = state;
  const title = list ? `${shortName(list.active, list)} · ${name}` : name;
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <>
      <a class="skip" href="#models">
        Skip to the models
      </a>
      <header>
        <h1>{name}</h1>
        <Banner state={state} />
      </header>
      <p class="unseen" role="status">
        {state.announcement}
      </p>
      <main>
        <Active state={state} />
        <Models state={state} session={session} />
        <TryTask state={state} session={session} />
        <Health state={state} />
        <Spending state={state} />
        <Budgets state={state} />
        <Usage state={state} session={session} />
        <Activity state={state} />
        <Decisions state={state} session={session} />
      </main>
    </>
  );
}
