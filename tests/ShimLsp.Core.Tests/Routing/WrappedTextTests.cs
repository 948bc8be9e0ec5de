using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;

namespace ShimLsp.Core.Tests.Routing;

/// <summary>What a client wraps around a person's words changes neither the words that are judged nor the decision.</summary>
public sealed class WrappedTextTests
{
    private const string Easy = "Rename `total` to `sum` in basket.py";
    private const string Hard =
        "Find out why two workers deadlock when the pool shrinks under load, and redesign the locking so that it cannot happen.";

    public static TheoryData<string> Forms => [.. WrappedForms.All.Keys];

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_words_and_the_scores_are_those_of_the_task_alone(string form)
    {
        foreach (var task in (string[])[Easy, Hard])
        {
            var parts = WrappedForms.All[form].Select(part => part.Replace("TASK", task, StringComparison.Ordinal)).ToArray();
            foreach (var (request, shape) in Requests(parts))
            {
                var signal = SignalReader.Read(request).Signal!;
                signal.Text.Should().Be(task, $"{form}, {shape}");
                EmbeddedScores.Score(signal.Text).Should().BeEquivalentTo(EmbeddedScores.Score(task), form);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Lines_may_end_as_on_Windows(string form)
    {
        var parts = WrappedForms
            .All[form]
            .Select(part => part.Replace("TASK", Hard, StringComparison.Ordinal).ReplaceLineEndings("\r\n"))
            .ToArray();
        Read(OfParts(parts)).Text.Should().Be(Hard);
    }

    [Theory]
    [InlineData("Why?\n```\n> npm test")]
    [InlineData("Why does this fail:\n```ts\nconst a = 1;\n```")]
    [InlineData("```\nTraceback\n```\nFix it")]
    [InlineData("看看这个错误\n```\nTimeout\n```")]
    public void Fences_of_the_person_stay_whatever_is_around_them(string task)
    {
        foreach (var (form, parts) in WrappedForms.All)
        {
            var wrapped = parts.Select(part => part.Replace("TASK", task, StringComparison.Ordinal)).ToArray();
            Read(OfParts(wrapped)).Text.Should().Be(task, form);
        }
    }

    [Fact]
    public void Whatever_the_words_are_they_come_back()
    {
        var forms = WrappedForms.All.ToImmutableArray();
        Gen.Select(Gen.Int[0, forms.Length - 1], Words)
            .Sample(
                (form, words) =>
                {
                    var parts = forms[form].Value.Select(part => part.Replace("TASK", words, StringComparison.Ordinal)).ToArray();
                    return Read(OfParts(parts)).Text == words;
                },
                iter: 2_000
            );
    }

    [Theory]
    [InlineData("What does a <system-reminder> do, and who writes it?")]
    [InlineData("Strip `<system-reminder>x</system-reminder>` and `[Request interrupted by user]` from the log")]
    [InlineData("Explain \"<environment_context>x</environment_context>\" to me")]
    [InlineData("<system-reminder> is what I see in each of my logs. Why?")]
    [InlineData("# Context\nThe parser fails. ## My request for you: fix it")]
    [InlineData("I have added these files to the chat, now rename x")]
    [InlineData("Convert this to JSON:\n```xml\n<user_list>\n<user_name>a</user_name>\n</user_list>\n```")]
    [InlineData("Why does this fail?\n```ts\nconst a: [Image] = [];\n```")]
    [InlineData("<my_config>\nport = 1\n</my_config>")]
    [InlineData("It hangs:\n```2026-11-29 18:20:48 /app/a.py timed out\nGET /a.b/c took 3 s\n```")]
    [InlineData("Explain\n```xml\n<context>\na\n</context>\n```\nto me")]
    [InlineData("<div>\n<user-card>a</user-card>\n</div>\nCentre the card")]
    [InlineData("<Foo_Bar>\nx\n</Foo_Bar>\nmake it a class")]
    [InlineData("[a, b] = [b, a] why does this swap?")]
    [InlineData("[link](https://a.example) is dead")]
    [InlineData("Continue the migration of the pool")]
    public void What_a_person_writes_is_kept(string text) => Read(new RouteRequest { Task = text }).Text.Should().Be(text);

    [Theory]
    [InlineData("<system-reminder>Hi</system-reminder>")]
    [InlineData("[Request interrupted by user]")]
    [InlineData("<command-name>/clear</command-name>\n<command-message>clear</command-message>\n<command-args></command-args>")]
    [InlineData("<task-notification>\n<task-id>1</task-id>\n</task-notification>")]
    [InlineData("[read_file for 'a.ts'] Result:\nexport const a = 1;")]
    [InlineData("[ERROR] You did not use a tool in your previous response! Please retry with a tool use.")]
    [InlineData("OBSERVATION:\nBasket.py  a.py")]
    [InlineData("<bash-input>ls</bash-input>\n<bash-stdout>a</bash-stdout>")]
    public void A_message_of_the_clients_words_alone_is_passed_over(string text) => Read(OfMessages(Hard, text)).Text.Should().Be(Hard);

    [Fact]
    public void A_message_in_a_tag_of_the_persons_own_is_a_task()
    {
        const string Own = "<my_task>\nRename the total to sum in the basket, and keep the tests.\n</my_task>";
        Read(OfMessages(Hard, Own)).Text.Should().Be(Own);
    }

    [Theory]
    [InlineData("<system-reminder>\n", "")]
    [InlineData("<system-reminder>\n", "</system-reminder>\n")]
    [InlineData("<feedback>\n", "")]
    [InlineData("```\n", "")]
    [InlineData("```a/b.c\n", "")]
    [InlineData("\n", "")]
    [InlineData("\n \n", "<task>")]
    [InlineData("[Image #1", "")]
    [InlineData("--- Content from referenced files ---\n", "")]
    [InlineData("# Context from my IDE setup:\n", "")]
    [InlineData("I have *added these files to the chat*\na\n", "```\n")]
    [InlineData("<NAME_of>\n", "")]
    [InlineData("<NAME_of>\n", "</NAME_of>\n")]
    public void A_text_of_nothing_but_marks_takes_linear_time(string open, string close)
    {
        Growth.IsLinear(5_000, size => Reading(Numbered(open, size) + Numbered(close, size) + "fix it"));

        static Action Reading(string text) => () => Read(new RouteRequest { Task = text }).Text.Should().NotBeEmpty();
    }

    /// <summary>The text so many times, each with a name of its own.</summary>
    private static string Numbered(string text, int size) =>
        string.Concat(Enumerable.Range(0, size).Select(i => text.Replace("NAME", Name(i), StringComparison.Ordinal)));

    private static string Name(int number) => new([.. number.ToString(null as IFormatProvider).Select(digit => (char)(digit - '0' + 'a'))]);

    private static readonly Gen<string> Words = Gen.String[Gen.Char["abcdefghij äß好é.,?!-\"'()1234567890\n"], 1, 200]
        .Select(text => string.Join('\n', text.Split('\n').Select(line => "w" + line)).Trim());

    private static IEnumerable<(RouteRequest Request, string Shape)> Requests(string[] parts)
    {
        yield return (OfParts(parts), "parts");
        if (parts.Length == 1)
        {
            yield return (new RouteRequest { Task = parts[0] }, "a task");
            yield return (OfMessages(parts[0]), "a string");
        }
    }

    private static RouteRequest OfParts(string[] parts) =>
        new()
        {
            Messages = JsonSerializer.SerializeToElement(
                (object[])[new { role = "user", content = parts.Select(part => new { type = "text", text = part }) }]
            ),
        };

    private static RouteRequest OfMessages(params string[] texts) =>
        new() { Messages = JsonSerializer.SerializeToElement(texts.Select(text => new { role = "user", content = text })) };

    private static TaskSignal Read(RouteRequest request) => SignalReader.Read(request).Signal!;
}
