namespace ShimLsp.Core.Tests.Conversation;

/// <summary>Texts of our own, which the fit of the estimate never saw: code and prose.</summary>
internal static class TokenSamples
{
    /// <summary>Each kind of text, by its name.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } =
        new Dictionary<string, string>
        {
            ["C#"] = """
                namespace Garden.Watering;

                /// <summary>Decides when a bed is watered, by how dry its soil is.</summary>
                /// <param name="clock">Time.</param>
                public sealed class WateringPlan(TimeProvider clock)
                {
                    private readonly Dictionary<string, DateTimeOffset> lastWatered = new(StringComparer.Ordinal);

                    /// <summary>Whether a bed needs water now.</summary>
                    public bool NeedsWater(Bed bed, double moisture, out TimeSpan pause)
                    {
                        pause = bed.Soil is SoilKind.Sand ? TimeSpan.FromHours(6) : TimeSpan.FromHours(18);
                        if (moisture >= bed.Threshold || (lastWatered.TryGetValue(bed.Name, out var at) && clock.GetUtcNow() - at < pause))
                        {
                            return false;
                        }

                        lastWatered[bed.Name] = clock.GetUtcNow();
                        return bed.Plants.Any(plant => plant.IsAlive && plant.Roots.Depth > 0.15);
                    }
                }
                """,
            ["Python"] = """
                from dataclasses import dataclass, field
                from datetime import datetime, timedelta


                @dataclass
                class Shelf:
                    name: str
                    capacity: int = 40
                    books: list["Book"] = field(default_factory=list)

                    def add(self, book, *, force=False):
                        if len(self.books) >= self.capacity and not force:
                            raise ShelfFull(f"{self.name} holds {self.capacity} books")
                        self.books.append(book)
                        return len(self.books)

                    def overdue(self, now=None):
                        now = now or datetime.now()
                        limit = timedelta(days=28)
                        return [b for b in self.books if b.lent_at is not None and now - b.lent_at > limit]


                def report(shelves):
                    for shelf in sorted(shelves, key=lambda s: s.name.lower()):
                        late = shelf.overdue()
                        print(f"{shelf.name:<20} {len(shelf.books):>4} books, {len(late)} overdue")
                """,
            ["TypeScript"] = """
                import { readFile } from "node:fs/promises";
                import { basename } from "node:path";

                export interface Route {
                  readonly line: string;
                  readonly stops: readonly Stop[];
                  departsAt?: Date;
                }

                export type Delay = { kind: "none" } | { kind: "late"; minutes: number; reason?: string };

                export async function loadRoutes(path: string): Promise<Map<string, Route>> {
                  const rows: unknown = JSON.parse(await readFile(path, "utf8"));
                  if (!Array.isArray(rows)) {
                    throw new TypeError(`${basename(path)} must hold an array`);
                  }

                  return new Map(rows.filter(isRoute).map((route) => [route.line, route]));
                }

                export function describe({ line }: Route, delay: Delay): string {
                  return delay.kind === "late" ? `${line}: ${delay.minutes} min late` : `${line}: on time`;
                }
                """,
            ["JSON"] = """
                {
                  "name": "weather-station",
                  "version": "2.4.1",
                  "sensors": [
                    { "id": "t-01", "kind": "temperature", "unit": "celsius", "value": 18.25, "at": "2026-03-14T09:26:53Z" },
                    { "id": "h-02", "kind": "humidity", "unit": "percent", "value": 61, "at": "2026-03-14T09:26:54Z" },
                    { "id": "p-03", "kind": "pressure", "unit": "hPa", "value": 1013.2, "at": "2026-03-14T09:26:55Z" }
                  ],
                  "limits": { "temperature": [-30, 55], "humidity": [0, 100] },
                  "upload": { "url": "https://stations.example.org/v1/readings", "everySeconds": 300, "retry": true },
                  "owner": null
                }
                """,
            ["English"] = """
                The ferry left the island an hour late, because the fog had not lifted and the captain refused to hurry. Most of the
                passengers slept on the benches with their coats over their heads. A boy counted the buoys aloud until his mother
                asked him to stop. When the harbor finally came into sight, everybody stood up at once, although it would take
                another twenty minutes to dock, and the old man at the railing said that people never learn to wait for water.
                """,
            ["German"] = """
                Das Programm sucht für jede Aufgabe das günstigste Modell, das ihr gewachsen ist. Es liest dazu, was der
                Mensch geschrieben hat, und lässt weg, was das Werkzeug darum herum gesetzt hat. Fällt ein Modell aus,
                übernimmt das nächste, ohne dass jemand etwas davon bemerkt. Die Entscheidung wird begründet: Man sieht,
                welche Modelle in Frage kamen, was sie kosten und warum die anderen ausgeschieden sind. Wer lieber selbst
                wählt, nennt ein Modell beim Namen; dann bleibt es dabei, bis er etwas anderes sagt.
                """,
            ["Spanish"] = """
                El programa busca para cada tarea el modelo más barato que sea capaz de resolverla. Para eso lee lo que
                escribió la persona y deja de lado lo que añadió la herramienta. Si un modelo falla, el siguiente ocupa
                su lugar sin que nadie lo note. La decisión siempre se explica: se ve qué modelos se consideraron, cuánto
                cuestan y por qué se descartaron los demás. Quien prefiera elegir por su cuenta nombra un modelo, y ese
                modelo se queda hasta que diga otra cosa.
                """,
            ["French"] = """
                Le programme choisit pour chaque tâche le modèle le moins cher qui soit capable de la résoudre. Pour cela, il lit
                ce que la personne a écrit et laisse de côté ce que l'outil a ajouté autour. Si un modèle ne répond pas, le
                suivant prend sa place sans que personne ne s'en aperçoive. Chaque décision est expliquée : on voit quels modèles
                ont été envisagés, combien ils coûtent et pourquoi les autres ont été écartés. Celui qui préfère choisir
                lui-même nomme un modèle, et ce modèle reste en place jusqu'à nouvel ordre.
                """,
            ["Portuguese"] = """
                O programa escolhe para cada tarefa o modelo mais barato que consiga resolvê-la. Para isso, lê o que a pessoa
                escreveu e ignora o que a ferramenta acrescentou em volta. Se um modelo não responde, o seguinte assume o lugar
                dele sem que ninguém perceba. Toda decisão é explicada: vê-se quais modelos foram considerados, quanto custam e
                por que os outros foram descartados. Quem preferir escolher por conta própria diz o nome de um modelo, e ele
                permanece até segunda ordem.
                """,
            ["Russian"] = """
                Программа выбирает для каждой задачи самую дешёвую модель, которая с ней справится. Для этого она читает
                слова человека и отбрасывает всё, что добавил инструмент. Если модель не отвечает, её место занимает
                следующая, и никто этого не замечает. Решение всегда объясняется: видно, какие модели рассматривались,
                сколько они стоят и почему остальные не подошли. Тот, кто хочет выбирать сам, называет модель по имени, и
                она остаётся, пока он не скажет иначе.
                """,
            ["Chinese, simplified"] = """
                程序为每个任务选择能够胜任的最便宜的模型。为此，它只读取用户自己写的内容，忽略工具在周围添加的文字。如果某个模
                型没有回答，下一个模型会接替它，用户不会察觉到任何变化。每个决定都有说明：可以看到考虑过哪些模型、它们的价格，
                以及其他模型为什么被排除。如果用户想自己选择，只要说出模型的名字，它就会一直使用，直到用户另有指示。
                """,
            ["Chinese, traditional"] = """
                程式會為每一項工作挑選能夠勝任而且最便宜的模型。為此，它只閱讀使用者自己寫的內容，略過工具在前後加上的文字。如果
                某個模型沒有回應，下一個模型會立刻接手，使用者不會察覺任何異樣。每個決定都附有說明：可以看到考慮過哪些模型、它們
                的價格，以及其他模型為什麼被排除。想要自己決定的人，只要說出模型的名稱，之後就會一直使用它，直到另有指示為止。
                """,
            ["Japanese"] = """
                このプログラムは、それぞれの作業に十分な能力を持つ最も安いモデルを選びます。そのために利用者が書いた言葉だけを
                読み、ツールが付け加えた文章は取り除きます。モデルが応答しない場合は次のモデルが引き継ぎ、利用者は気づきません
                。決定には必ず理由が示されます。どのモデルが検討され、いくらかかり、なぜ他のモデルが外れたのかを確認できます。
                自分で選びたい人はモデルの名前を指定すれば、変更するまでそのモデルが使われます。
                """,
            ["Korean"] = """
                이 프로그램은 작업마다 그 일을 해낼 수 있는 모델 가운데 가장 저렴한 것을 고릅니다. 이를 위해 사람이 직접 쓴 말만
                읽고 도구가 덧붙인 글은 제외합니다. 어떤 모델이 응답하지 않으면 다음 모델이 이어받으며 사용자는 이를 알아차리지
                못합니다. 모든 결정에는 이유가 함께 표시됩니다. 어떤 모델을 검토했는지, 비용이 얼마인지, 다른 모델이 왜
                제외되었는지 확인할 수 있습니다. 직접 고르고 싶다면 모델 이름을 말하면 됩니다.
                """,
        };
}
