using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Evaluation.Replaying;
using ShimLsp.Core.Evaluation.Transcripts;
using ShimLsp.Core.Models;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Evaluation;

/// <summary>Recorded sessions, routed anew: where the turns go, and what the recorded tokens cost there.</summary>
public sealed class TranscriptReplayTests
{
    private const string Easy = "Rename the variable n to count in main.py";

    private const string Hard = """
        Design a lock-free work-stealing scheduler for our runtime and prove that it cannot deadlock. It must keep the order of one
        producer's tasks, survive a worker that dies in the middle of a task, and not allocate on the hot path. Explain the memory
        orderings that you choose, and why weaker ones would be wrong.
        """;

    // In dollars per million: as strong as they are expensive.
    private const string Models = """
        weak    cost 1   strength 0.30  price 1/0.1/10
        strong  cost 10  strength 0.95  price 10/1/100
        """;

    [Fact]
    public async Task First_and_later_turns_go_where_a_session_would_send_them()
    {
        var tally = await ReplayAsync(Start(), Said(Easy), Start(), Said(Hard), Start(), Said(Easy), Said("yes"), Said("ok go ahead"));

        (tally.Sessions, tally.Turns, tally.NotRoutable).Should().Be((3, 5, 0));
        (tally.Models[new("weak")].First, tally.Models[new("weak")].Later).Should().Be((2, 2));
        (tally.Models[new("strong")].First, tally.Models[new("strong")].Later).Should().Be((1, 0));
        tally.Inherited.Should().Be(2);
    }

    [Fact]
    public async Task A_request_costs_its_recorded_tokens_and_the_cached_ones_less()
    {
        var tally = await ReplayAsync(Start(), Said(Easy), Used("ran", 1_000_000, 400_000, 100_000), Used("ran", 1_000_000, 400_000, 0));

        // 0.6 at 1, 0.4 at 0.1 and 0.1 at 10; strong costs ten times as much.
        var weak = tally.Models[new("weak")];
        (weak.Requests, Math.Round(weak.Cost, 6)).Should().Be((2, 2.28));
        (tally.Strongest.Requests, Math.Round(tally.Strongest.Routed, 6), Math.Round(tally.Strongest.Otherwise, 6))
            .Should()
            .Be((2, 2.28, 22.8));
        tally.UnknownModels.Should().Equal(new Dictionary<string, long> { ["ran"] = 2 });
    }

    [Fact]
    public async Task Another_model_than_before_reads_its_context_anew()
    {
        var tally = await ReplayAsync(
            Start(),
            Said(Easy),
            Used(null, 1_000_000, 900_000, 0),
            Said(Hard),
            Used(null, 1_000_000, 900_000, 0),
            Used(null, 1_000_000, 900_000, 0)
        );

        Math.Round(tally.Models[new("weak")].Cost, 6).Should().Be(0.19);
        Math.Round(tally.Models[new("strong")].Cost, 6).Should().Be(10 + 1.9, "the first one after the change is cold");
        Math.Round(tally.Strongest.Otherwise, 6).Should().Be(5.7);
    }

    [Theory]
    [InlineData("strong", 10)]
    [InlineData("strong-20251001", 10)]
    [InlineData("weak-2025-10-01", 1)]
    public async Task The_models_that_ran_are_found_by_name_with_or_without_a_date(string ran, double paid)
    {
        var tally = await ReplayAsync(Start(), Said(Easy), Used(ran, 1_000_000, 0, 0));

        (tally.AsRun.Requests, tally.AsRun.Routed, tally.AsRun.Otherwise).Should().Be((1, 1, paid));
    }

    [Fact]
    public async Task Without_recorded_tokens_they_are_estimated_from_the_text()
    {
        var tally = await ReplayAsync(
            Start(),
            Said(Easy),
            new TranscriptEvent.ModelSaid("x", 400_000),
            new TranscriptEvent.ToolCalled("t", "Bash", "{}", 2),
            new TranscriptEvent.ToolReturned("t", "y", 4_000_000, IsError: false),
            new TranscriptEvent.ModelSaid("z", 4)
        );

        (tally.Requests, tally.Estimated).Should().Be((2, 2));
        // 0.1 million tokens out, then 1.1 in, of which what was there before is cached.
        Math.Round(tally.Models[new("weak")].Cost, 3).Should().Be(2.01);
    }

    [Theory]
    [InlineData(Escalation.On, 3, 1)]
    [InlineData(Escalation.Off, 4, 0)]
    public async Task A_model_that_is_stuck_would_have_given_way_for_the_rest_of_its_turn(Escalation escalation, int ofWeak, int ofStrong)
    {
        TranscriptEvent[] again =
        [
            new TranscriptEvent.ToolCalled(null, "Bash", """{"command":"npm test"}""", 22),
            new TranscriptEvent.ToolReturned(null, "Error: cannot find module 'left-pad'", 36, IsError: true),
        ];
        var used = Used(null, 100, 0, 1);
        var tally = await ReplayAsync(
            [
                Start(),
                Said(Easy),
                .. again,
                used,
                .. again,
                used,
                .. again,
                used,
                new TranscriptEvent.ModelSaid("I look elsewhere.", 17),
                used,
            ],
            new RouterSpec { Escalation = escalation }
        );

        tally.RaisedTurns.Should().Be(ofStrong);
        tally
            .Escalations.Select(kind => $"{kind.Key.From} {kind.Key.To} {kind.Value}")
            .Should()
            .Equal(ofStrong > 0 ? ["weak strong 1"] : Array.Empty<string>());
        (tally.Models[new("weak")].Requests, tally.Models.GetValueOrDefault(new("strong"))?.Requests ?? 0).Should().Be((ofWeak, ofStrong));
    }

    [Theory]
    [InlineData("Please fix the bug in the parser", "en")]
    [InlineData("Bitte behebe den Fehler im Parser, ich verstehe ihn nicht", "de")]
    [InlineData("Peux-tu corriger le bug dans le parseur pour moi", "fr")]
    [InlineData("Quiero que arregles el error del analizador", "es")]
    [InlineData("Você pode corrigir o erro do analisador para mim", "pt")]
    [InlineData("Puoi correggere il bug nel parser della pagina", "it")]
    [InlineData("Исправь ошибку в парсере", "ru")]
    [InlineData("请修复 parser.ts 的错误", "zh")]
    [InlineData("パーサーのバグを直してください", "ja")]
    [InlineData("파서 버그를 고쳐줘", "ko")]
    [InlineData("npm test", "unclear")]
    public async Task Turns_are_counted_by_language(string text, string language) =>
        (await ReplayAsync(Start(), Said(text))).Languages.Should().Equal(new Dictionary<string, long> { [language] = 1 });

    [Fact]
    public async Task A_turn_that_no_candidate_can_take_is_counted_and_costs_nothing()
    {
        var tally = await ReplayAsync(Start(), new TranscriptEvent.PersonSaid(Easy, HasImages: true, null), Used(null, 10, 0, 10));

        (tally.Turns, tally.NotRoutable, tally.Requests, tally.Models.Count).Should().Be((1, 1, 1, 0));
    }

    private static TranscriptEvent.SessionStarted Start() => new();

    private static TranscriptEvent.PersonSaid Said(string text) => new(text, HasImages: false, At: null);

    private static TranscriptEvent.Used Used(string? model, long input, long cached, long output) =>
        new(model, new TokenUsage(input, cached, output));

    private static Task<ReplayTally> ReplayAsync(params TranscriptEvent[] events) => ReplayAsync(events, new RouterSpec());

    private static async Task<ReplayTally> ReplayAsync(TranscriptEvent[] events, RouterSpec router)
    {
        var catalog = new Catalog([.. Row.Table(Models).Select(row => row.Model)], router);
        using var replay = new TranscriptReplay(catalog, catalog.Router, new FakeTimeProvider());
        var reader = TranscriptFormat.Find("s.md", "# aider chat started at 2026-01-02 03:04:05"u8.ToArray(), _ => true)!;
        foreach (var happened in events)
        {
            await replay.TakeAsync(happened, reader);
        }

        replay.End();
        return replay.Tally;
    }
}
