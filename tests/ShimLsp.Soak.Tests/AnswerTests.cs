using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Transcript;
using static ShimLsp.Soak.Tests.Conversation;

namespace ShimLsp.Soak.Tests;

/// <summary>Every call is answered once, by a result that is right or by an error that is due.</summary>
public class AnswerTests
{
    private const string Both = "cheap 0.8 chosen, strong 1 viable";

    [Fact]
    public void A_call_that_is_not_answered_is_lost() => Check(FindingKind.Lost, talk => talk.Say(new StatusCall(Folder)));

    [Fact]
    public void An_answer_that_comes_twice_is_repeated() =>
        Check(
            FindingKind.Repeated,
            talk =>
            {
                var id = talk.Say(new RouteCall(Folder, 1));
                talk.Hear(id, talk.Decision("embedded", "cheap", Both));
                talk.Hear(id, talk.Decision("cache", "cheap", Both));
            }
        );

    [Fact]
    public void An_answer_to_no_call_is_repeated() => Check(FindingKind.Repeated, talk => talk.Hear(77, "{}"));

    [Fact]
    public void Answers_may_overtake_one_another_and_are_judged_in_the_order_of_their_calls() =>
        Check(
            null,
            talk =>
            {
                var (first, second) = (talk.Say(new RouteCall(Folder, 1)), talk.Say(new RouteCall(Folder, 1)));
                talk.Hear(second, talk.Decision("cache", "cheap", Both));
                talk.Hear(first, talk.Decision("embedded", "cheap", Both));
            }
        );

    [Theory]
    [InlineData(-32603)]
    [InlineData(-32000)]
    [InlineData(1001)]
    public void A_refusal_that_is_not_due(int code) =>
        Check(FindingKind.Refusal, talk => talk.HearError(talk.Say(new RouteCall(Folder, 1)), code));

    [Fact]
    public void A_refusal_for_lack_of_a_model_although_one_is_left() =>
        Check(
            FindingKind.Refusal,
            talk => talk.HearError(talk.Say(new RouteCall(Folder, 1)), 1002, $$"""{"candidates":{{Candidates(Both, First)}}}""")
        );

    [Theory]
    [InlineData(1005, null)]
    [InlineData(1001, FindingKind.Refusal)]
    public void A_closed_folder_is_refused_as_such(int code, FindingKind? expected) =>
        Check(
            expected,
            talk =>
            {
                talk.Do(new CloseCall(Folder));
                talk.HearError(talk.Say(new RouteCall(Folder, 1)), code);
            }
        );

    [Fact]
    public void A_call_that_must_be_refused_and_is_not() =>
        Check(FindingKind.Refusal, talk => talk.Ask(new RefusedCall(Folder, "switchModel", "\"slug\":\"nobody\"", 1001), "{}"));

    [Theory]
    [InlineData("strong", "strong 1 chosen, cheap 0.8 viable")]
    [InlineData("cheap", "cheap 0.6 chosen, strong 1 viable")]
    public void A_choice_that_is_not_right_by_its_own_scores(string slug, string list) =>
        Check(FindingKind.Wrong, talk => talk.Route(1, talk.Decision("embedded", slug, list)));

    [Fact]
    public void Scores_that_change_for_the_same_question() =>
        Check(
            FindingKind.Wrong,
            talk =>
            {
                talk.Route(1, talk.Decision("embedded", "cheap", Both));
                talk.Ask(
                    new RouteCall(Folder, 1) { NoCache = true },
                    talk.Decision("embedded", "cheap", "cheap 0.9 chosen, strong 1 viable")
                );
            }
        );

    [Fact]
    public void A_key_that_two_questions_share() =>
        Check(
            FindingKind.Wrong,
            talk =>
            {
                talk.Route(1, talk.Decision("embedded", "cheap", Both));
                talk.Route(2, talk.Decision("embedded", "cheap", Both, task: 1));
            }
        );

    [Theory]
    [InlineData("cache", null)]
    [InlineData("embedded", FindingKind.Wrong)]
    public void The_least_recently_used_entry_goes_and_no_other(string second, FindingKind? expected) =>
        Check(
            expected,
            talk =>
            {
                foreach (var task in (int[])[1, 2])
                {
                    talk.Route(task, talk.Decision("embedded", "cheap", Both, task: task)); // the cache holds two
                }

                talk.Route(1, talk.Decision("cache", "cheap", Both, task: 1));
                talk.Route(3, talk.Decision("embedded", "cheap", Both, task: 3)); // in the place of 2
                talk.Route(1, talk.Decision(second, "cheap", Both, task: 1));
            }
        );

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, FindingKind.Wrong)]
    public void The_servers_count_is_held_against_ours(int misses, FindingKind? expected) =>
        Check(
            expected,
            talk =>
            {
                talk.Route(1, talk.Decision("embedded", "cheap", Both));
                talk.Ask(
                    new StatusCall(Folder),
                    $$"""
                    {"generation":1,"active":"auto","entries":1,"capacity":2,"requests":1,"hits":0,"misses":{{misses}},"coalesced":0,
                        "bypassed":0,
                     "evictions":0,"invalidations":{},"decisions":{"cheap":1},"fallbacks":0,"recent":[{"decisionId":"d-1"}]}
                    """
                );
            }
        );

    private static void Check(FindingKind? expected, Action<Conversation> said)
    {
        var talk = new Conversation();
        said(talk);
        talk.End().Select(finding => (FindingKind?)finding.Kind).Should().Equal(expected is null ? [] : [expected]);
    }
}
