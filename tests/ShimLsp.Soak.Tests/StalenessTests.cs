using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Transcript;
using static ShimLsp.Soak.Tests.Conversation;

namespace ShimLsp.Soak.Tests;

/// <summary>An answer from a state that is over is found, whatever ended the state; one from the state in force is not.</summary>
public class StalenessTests
{
    private const string Both = "cheap 0.8 chosen, strong 1 viable";
    private const string Dropped = """{"generation":2,"evicted":1}""";

    [Fact]
    public void A_correct_answer_is_not_a_finding() =>
        Check(
            null,
            talk =>
            {
                talk.Route(1, talk.Decision("embedded", "cheap", Both));
                talk.Route(1, talk.Decision("cache", "cheap", Both));
                talk.Ask(new InvalidateCall(Folder), Dropped);
                talk.Route(1, talk.Decision("embedded", "cheap", Both, generation: 2));
                talk.Ask(
                    new SwitchCall(Folder, "strong", Persist: true),
                    """{"active":"strong","previous":"auto","generation":3,"evicted":1}"""
                );
                talk.Route(1, talk.Decision("pinned", "strong", "strong chosen", generation: 3));
            }
        );

    [Fact]
    public void A_generation_that_is_over() =>
        Check(
            FindingKind.Stale,
            talk =>
            {
                talk.Ask(new InvalidateCall(Folder), """{"generation":2,"evicted":0}""");
                talk.Route(1, talk.Decision("embedded", "cheap", Both, generation: 1));
            }
        );

    [Fact]
    public void A_decision_from_a_cache_that_was_dropped() =>
        Check(
            FindingKind.Stale,
            talk =>
            {
                talk.Route(1, talk.Decision("embedded", "cheap", Both));
                talk.Ask(new InvalidateCall(Folder), Dropped);
                talk.Route(1, talk.Decision("cache", "cheap", Both, generation: 2));
            }
        );

    [Fact]
    public void A_decision_that_passes_over_the_active_model() =>
        Check(
            FindingKind.Stale,
            talk =>
            {
                talk.Ask(
                    new SwitchCall(Folder, "strong", Persist: true),
                    """{"active":"strong","previous":"auto","generation":2,"evicted":0}"""
                );
                talk.Route(1, talk.Decision("embedded", "cheap", Both, generation: 2));
            }
        );

    [Fact]
    public void A_model_that_is_out_for_the_moment() =>
        Check(
            FindingKind.Stale,
            talk =>
            {
                talk.Ask(
                    new ReportCall(Folder, "cheap", 429, RetryAfter: TimeSpan.FromSeconds(60)),
                    """{"availability":{"state":"rateLimited"}}"""
                );
                talk.Route(1, talk.Decision("embedded", "cheap", Both));
            }
        );

    [Fact]
    public void A_model_that_is_kept_out_though_its_time_is_over() =>
        Check(
            FindingKind.Stale,
            talk =>
            {
                talk.Ask(
                    new ReportCall(Folder, "cheap", 429, RetryAfter: TimeSpan.FromSeconds(60)),
                    """{"availability":{"state":"rateLimited"}}"""
                );
                talk.Pass(seconds: 65);
                talk.Route(1, talk.Decision("single", "strong", "strong chosen, cheap rateLimited"));
            }
        );

    [Theory]
    [InlineData("cheap 0.8 chosen, strong 1 viable", "cheap")]
    [InlineData("strong chosen, cheap failing", "strong")]
    public void After_three_failures_and_their_pause_a_model_may_be_tried_or_wait_for_the_trial(string list, string slug) =>
        Check(
            null,
            talk =>
            {
                for (var failure = 1; failure <= 3; failure++)
                {
                    talk.Ask(
                        new ReportCall(Folder, "cheap", 503),
                        $$$"""{"availability":{"state":"{{{(failure < 3 ? "available" : "failing")}}}"}}"""
                    );
                }

                talk.Pass(seconds: 40);
                talk.Route(1, talk.Decision(slug == "cheap" ? "embedded" : "single", slug, list));
            }
        );

    [Fact]
    public void A_threshold_that_was_set_otherwise() =>
        Check(
            FindingKind.Stale,
            talk =>
            {
                talk.Do(new ConfigureCall(new(Threshold: 0.9)));
                talk.Route(1, talk.Decision("embedded", "cheap", Both, generation: 2));
            }
        );

    [Fact]
    public void A_catalog_that_was_read_again() =>
        Check(
            FindingKind.Stale,
            talk =>
            {
                talk.Do(new EditCall(Folder, Second));
                talk.Do(new FilesChangedCall());
                talk.Route(1, talk.Decision("embedded", "cheap", Both, generation: 2));
            }
        );

    [Fact]
    public void An_unannounced_edit_may_take_time_but_is_never_undone() =>
        Check(
            FindingKind.Stale,
            talk =>
            {
                talk.Do(new EditCall(Folder, Second));
                talk.Route(1, talk.Decision("embedded", "cheap", Both));
                talk.Route(1, talk.Decision("embedded", "cheap", "cheap 0.7 chosen, other 1 viable", Second, generation: 2));
                talk.Route(1, talk.Decision("cache", "cheap", Both));
            }
        );

    [Fact]
    public void An_edit_that_is_not_noticed_in_time() =>
        Check(
            FindingKind.Stale,
            talk =>
            {
                talk.Do(new EditCall(Folder, Second));
                talk.Pass(seconds: 2.1);
                talk.Route(1, talk.Decision("embedded", "cheap", Both));
            }
        );

    [Fact]
    public void An_announced_edit_is_in_force() =>
        Check(
            FindingKind.Stale,
            talk =>
            {
                talk.Do(new EditCall(Folder, Second));
                talk.HearMessage(
                    $$$"""
                    {"jsonrpc":"2.0","method":"modelsChanged","params":{"workspaceFolder":"{{{Folder}}}","version":2,"generation":2,
                        "problems":[]}}
                    """
                );
                talk.Pass(seconds: 0.1);
                talk.Route(1, talk.Decision("embedded", "cheap", Both));
            }
        );

    [Fact]
    public void An_edit_may_overtake_one_call_which_then_meets_an_empty_cache() =>
        Check(
            null,
            talk =>
            {
                talk.Route(1, talk.Decision("embedded", "cheap", Both));
                talk.Do(new EditCall(Folder, Second));
                talk.Route(1, talk.Decision("embedded", "cheap", Both));
                talk.Route(1, talk.Decision("embedded", "cheap", "cheap 0.7 chosen, other 1 viable", Second, generation: 2));
            }
        );

    [Fact]
    public void An_edit_overtakes_no_second_call() =>
        Check(
            FindingKind.Stale,
            talk =>
            {
                talk.Route(1, talk.Decision("embedded", "cheap", Both));
                talk.Do(new EditCall(Folder, Second));
                talk.Route(1, talk.Decision("embedded", "cheap", Both));
                talk.Route(1, talk.Decision("cache", "cheap", Both));
            }
        );

    [Fact]
    public void Text_that_does_not_parse_changes_nothing() =>
        Check(
            null,
            talk =>
            {
                talk.Route(1, talk.Decision("embedded", "cheap", Both));
                talk.Do(new EditCall(Folder, null));
                talk.Do(new FilesChangedCall());
                talk.Route(1, talk.Decision("cache", "cheap", Both));
            }
        );

    private static void Check(FindingKind? expected, Action<Conversation> said)
    {
        var talk = new Conversation();
        said(talk);
        talk.End().Select(finding => (FindingKind?)finding.Kind).Should().Equal(expected is null ? [] : [expected]);
    }
}
