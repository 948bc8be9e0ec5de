using System.Text.Json;
using Microsoft.ML.Tokenizers;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Tests.Conversation;

/// <summary>The estimate of tokens, held against the tokenizer of today's models: at most 15 % off for code and prose.</summary>
public sealed class TokenMeterTests
{
    private const double MostError = 0.15;

    private static readonly Tokenizer O200k = TiktokenTokenizer.CreateForModel("gpt-4o");

    public static TheoryData<string, string> Texts =>
        new()
        {
            { "C#", Sources("server/ShimLsp.Core", "*.cs") },
            { "TypeScript", Sources("client-vscode/src", "*.ts") },
            { "JavaScript", Sources("scripts", "*.mjs") },
            { "JSON", Sources("server", "models.schema.json") },
            { "English", Sources("docs", "*.md") },
            {
                "German",
                """
                    Das Programm sucht für jede Aufgabe das günstigste Modell, das ihr gewachsen ist. Es liest dazu, was der
                    Mensch geschrieben hat, und lässt weg, was das Werkzeug darum herum gesetzt hat. Fällt ein Modell aus,
                    übernimmt das nächste, ohne dass jemand etwas davon bemerkt. Die Entscheidung wird begründet: Man sieht,
                    welche Modelle in Frage kamen, was sie kosten und warum die anderen ausgeschieden sind. Wer lieber selbst
                    wählt, nennt ein Modell beim Namen; dann bleibt es dabei, bis er etwas anderes sagt.
                    """
            },
            {
                "Spanish",
                """
                    El programa busca para cada tarea el modelo más barato que sea capaz de resolverla. Para eso lee lo que
                    escribió la persona y deja de lado lo que añadió la herramienta. Si un modelo falla, el siguiente ocupa
                    su lugar sin que nadie lo note. La decisión siempre se explica: se ve qué modelos se consideraron, cuánto
                    cuestan y por qué se descartaron los demás. Quien prefiera elegir por su cuenta nombra un modelo, y ese
                    modelo se queda hasta que diga otra cosa.
                    """
            },
            {
                "Russian",
                """
                    Программа выбирает для каждой задачи самую дешёвую модель, которая с ней справится. Для этого она читает
                    слова человека и отбрасывает всё, что добавил инструмент. Если модель не отвечает, её место занимает
                    следующая, и никто этого не замечает. Решение всегда объясняется: видно, какие модели рассматривались,
                    сколько они стоят и почему остальные не подошли. Тот, кто хочет выбирать сам, называет модель по имени, и
                    она остаётся, пока он не скажет иначе.
                    """
            },
            {
                "Chinese",
                """
                    程序为每个任务选择能够胜任的最便宜的模型。为此，它只读取用户自己写的内容，忽略工具在周围添加的文字。如果某个模
                    型没有回答，下一个模型会接替它，用户不会察觉到任何变化。每个决定都有说明：可以看到考虑过哪些模型、它们的价格，
                    以及其他模型为什么被排除。如果用户想自己选择，只要说出模型的名字，它就会一直使用，直到用户另有指示。
                    """
            },
            {
                "Japanese",
                """
                    このプログラムは、それぞれの作業に十分な能力を持つ最も安いモデルを選びます。そのために利用者が書いた言葉だけを
                    読み、ツールが付け加えた文章は取り除きます。モデルが応答しない場合は次のモデルが引き継ぎ、利用者は気づきません
                    。決定には必ず理由が示されます。どのモデルが検討され、いくらかかり、なぜ他のモデルが外れたのかを確認できます。
                    自分で選びたい人はモデルの名前を指定すれば、変更するまでそのモデルが使われます。
                    """
            },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_estimate_is_near_the_tokenizers_count(string language, string text)
    {
        var actual = O200k.CountTokens(text);

        var error = (Estimate(JsonSerializer.Serialize(text, Plain)) - actual) / (double)actual;

        error.Should().BeInRange(-MostError, MostError, "of {0}", language);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Escapes_change_nothing_of_it(string language, string text)
    {
        var plain = Estimate(JsonSerializer.Serialize(text, Plain));

        Estimate(JsonSerializer.Serialize(text)).Should().BeCloseTo(plain, 1, "of {0}", language);
    }

    [Fact]
    public void An_unbroken_run_takes_no_longer_than_any_other_text()
    {
        var million = new string('x', 1_000_000);

        Estimate(JsonSerializer.Serialize(million)).Should().BeInRange(100_000, 250_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\\u12")]
    [InlineData("\\")]
    [InlineData("\\uZZZZ")]
    [InlineData("\\ud83d")]
    public void Broken_text_is_no_fault(string inside) => Meter(inside).Should().BeInRange(0, 10);

    private static JsonSerializerOptions Plain { get; } =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static long Meter(string inside)
    {
        var meter = new Core.Conversation.Measuring.TokenMeter();
        meter.Add(System.Text.Encoding.UTF8.GetBytes(inside));
        return meter.Tokens;
    }

    /// <summary>The estimate of a request that says only that.</summary>
    private static int Estimate(string json)
    {
        var body = JsonElement.Parse($$"""{"messages":[{"role":"user","content":{{json}}}]}""");
        return SignalReader.TokensOf(body, RequestFormat.AnthropicMessages)!.Value;
    }

    private static string Sources(string folder, string pattern) =>
        string.Concat(
            Directory
                .EnumerateFiles(Repository.File(folder), pattern, SearchOption.AllDirectories)
                .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Take(40)
                .Select(File.ReadAllText)
        );
}
