using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Tests.Conversation;

/// <summary>The estimate of tokens, held against the tokenizer of today's models: at most 15 % off for code and prose.</summary>
public sealed class TokenMeterTests
{
    private const double MostError = 0.15;

    private static readonly Tokenizer O200k = TiktokenTokenizer.CreateForModel("gpt-4o");

    /// <summary>The samples, and whole folders of this repository.</summary>
    public static TheoryData<string, string> Texts
    {
        get
        {
            var texts = new TheoryData<string, string>
            {
                { "this program", Sources("server/ShimLsp.Core", "*.cs") },
                { "the client", Sources("client-vscode/src", "*.ts") },
                { "the scripts", Sources("scripts", "*.mjs") },
                { "the schema", Sources("server", "models.schema.json") },
                { "the pages", Sources("docs", "*.md") },
            };
            foreach (var (name, text) in TokenSamples.All)
            {
                texts.Add(name, text);
            }

            return texts;
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_estimate_is_near_the_tokenizers_count(string language, string text) =>
        ErrorOf(text).Should().BeInRange(-MostError, MostError, "of {0}", language);

    [Fact]
    public void The_page_states_the_errors()
    {
        var page = File.ReadAllText(Repository.File("docs/gateway-requests.md"));
        var row = Regex.Match(page, @"^\| estimate \|.*$", RegexOptions.Multiline).Value;
        var head = Regex.Match(page, @"^\| text \|.*$", RegexOptions.Multiline).Value;

        head.Should().Be($"| text | {string.Join(" | ", TokenSamples.All.Keys)} |");
        row.Should().Be($"| estimate | {string.Join(" | ", TokenSamples.All.Values.Select(text => Shown(ErrorOf(text))))} |");
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

    private static double ErrorOf(string text)
    {
        var actual = O200k.CountTokens(text);
        return (Estimate(JsonSerializer.Serialize(text, Plain)) - actual) / (double)actual;
    }

    private static string Shown(double error) => error.ToString("+0 %;-0 %;0 %", CultureInfo.InvariantCulture);

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
