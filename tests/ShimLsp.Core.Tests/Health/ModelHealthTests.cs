using ShimLsp.Core.Health;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Tests.Health;

/// <summary>A model's health as a script: see <see cref="HealthScript"/>.</summary>
public sealed class ModelHealthTests : IDisposable
{
    private static readonly ModelSlug Slug = HealthScript.Slug;

    private readonly HealthScript played = new();

    private ModelHealth Health => played.Health;

    private DateTimeOffset Now => played.Clock.GetUtcNow();

    public void Dispose() => played.Dispose();

    [Theory]
    [InlineData("200", "")]
    [InlineData("401", "Unauthorized")]
    [InlineData("403:key", "Unauthorized")]
    [InlineData("400:key", "Unauthorized")]
    [InlineData("402", "OutOfCredit 900")]
    [InlineData("429:credit", "OutOfCredit 900")]
    [InlineData("403:credit", "OutOfCredit 900")]
    [InlineData("400:credit", "OutOfCredit 900")]
    [InlineData("404", "NotFound 300")]
    [InlineData("410", "NotFound 300")]
    [InlineData("400:model", "NotFound 300")]
    [InlineData("403:region", "NotFound 300")]
    [InlineData("400:region", "NotFound 300")]
    [InlineData("503/9", "RateLimited 9")]
    [InlineData("400 405 413 418 422 451 302 400:contextlength 400:option", "")]
    [InlineData("409 425 520", "Failing 30")]
    [InlineData("429", "RateLimited 5")]
    [InlineData("429/7", "RateLimited 7")]
    [InlineData("429/0", "")]
    [InlineData("500 500", "")]
    [InlineData("500 500 500", "Failing 30")]
    [InlineData("408 503 529", "Failing 30")]
    [InlineData("timeout network 502", "Failing 30")]
    public void An_outcome_tells(string script, string expected) => Check(script, expected);

    [Theory]
    [InlineData("401 +86400", "Unauthorized")]
    [InlineData("401 renew", "Unauthorized, Available")]
    [InlineData("401 200", "Unauthorized, Available")]
    [InlineData("429 +4", "RateLimited 5")]
    [InlineData("429 +5", "RateLimited 5, Available")]
    [InlineData("429/60 200", "RateLimited 60, Available")]
    [InlineData("429/60 renew", "RateLimited 60, Available")]
    [InlineData("402 +899", "OutOfCredit 900")]
    [InlineData("402 +900", "OutOfCredit 900, Available")]
    [InlineData("402 renew", "OutOfCredit 900, Available")]
    [InlineData("404 +300", "NotFound 300, Available")]
    [InlineData("404 renew", "NotFound 300, Available")]
    [InlineData("500 500 500 +29", "Failing 30")]
    [InlineData("500 500 500 +30", "Failing 30, Available")]
    [InlineData("500 500 500 renew", "Failing 30, Available")]
    [InlineData("429/172800 +86399", "RateLimited 86400")] // no pause is longer than a day
    [InlineData("429/172800 +86400", "RateLimited 86400, Available")]
    public void It_comes_back_by_itself_or_by_what_heals_it(string script, string expected) => Check(script, expected);

    [Theory]
    [InlineData("500 500 200 500 500", "")] // not in a row
    [InlineData("500 500 500 +30 500", "Failing 30, Available, Failing 30")] // half open: one more decides
    [InlineData("500 500 500 +30 200 500 500", "Failing 30, Available")]
    [InlineData("500 500 400 500", "")] // it answered in between: not three in a row
    [InlineData("500 500 429/0 500", "")]
    public void Three_in_a_row_and_then_one_more_decides(string script, string expected) => Check(script, expected);

    [Theory]
    [InlineData("403", "")]
    [InlineData("403#1 403#1 403#1 403#1", "")] // one task that is tried again and again
    [InlineData("403#1 403#2 403#3", "Failing 30")]
    [InlineData("403#1 403#2 200 403#3 403#4", "")] // not in a row
    [InlineData("403 403 403", "Failing 30")] // a client does not say for which task
    [InlineData("400:content 403:content 403", "Failing 30")]
    public void A_task_that_is_refused_for_its_content_is_no_fault_of_the_model_but_three_are(string script, string expected) =>
        Check(script, expected);

    [Theory]
    [InlineData("take take", "taken, taken")]
    [InlineData("500 500 500 take", "Failing 30, refused")]
    [InlineData("500 500 500 +30 take take", "Failing 30, Available, Failing 30, trial, refused")]
    [InlineData("500 500 500 +30 take 200 take take", "Failing 30, Available, Failing 30, trial, Available, taken, taken")]
    [InlineData(
        "500 500 500 +30 take +1 500 +29 take +1 take",
        "Failing 30, Available, Failing 30, trial, Failing 30, refused, Available, Failing 30, trial"
    )]
    // it answered: three in a row anew
    [InlineData("500 500 500 +30 take 400 take 500 500", "Failing 30, Available, Failing 30, trial, Available, taken")]
    [InlineData(
        "500 500 500 +30 take 429/5 take +5 take take",
        "Failing 30, Available, Failing 30, trial, RateLimited 5, refused, Available, taken, taken"
    )]
    [InlineData(
        "500 500 500 +30 take 401 renew take take",
        "Failing 30, Available, Failing 30, trial, Unauthorized, Available, taken, taken"
    )]
    [InlineData("500 500 500 +30 take renew take", "Failing 30, Available, Failing 30, trial, Available, taken")]
    // a 400 during the pause is about an earlier request
    [InlineData("500 500 500 +10 400 +20 take take", "Failing 30, Available, Failing 30, trial, refused")]
    [InlineData("429/5 take +5 take take", "RateLimited 5, refused, Available, taken, taken")] // a pause that was asked for needs no trial
    public void After_a_pause_for_failures_one_request_tries_it_and_the_others_wait_for_its_outcome(string script, string expected) =>
        Check(script, expected);

    [Fact]
    public void A_trial_without_a_reported_outcome_is_followed_by_another() =>
        Check(
            "500 500 500 +30 take +29 take +1 take take",
            "Failing 30, Available, Failing 30, trial, refused, Available, Failing 30, trial, refused"
        );

    [Theory]
    [InlineData("429/60 clock-86400 +60", "RateLimited 60, Available")]
    [InlineData("429/60 clock+86400 take", "RateLimited 60, taken")]
    [InlineData("500 500 500 clock-86400 +30 take", "Failing 30, Available, Failing 30, trial")]
    [InlineData("500 500 500 +30 take clock-86400 +30 take", "Failing 30, Available, Failing 30, trial, Available, Failing 30, trial")]
    public void A_time_of_day_that_is_set_never_makes_a_pause_longer(string script, string expected) => Check(script, expected);

    [Fact]
    public void Cooldowns_of_unspecified_length_double_from_5_seconds_to_5_minutes() =>
        Check(
            "429 +5 429 +10 429 +20 429 +40 429 +80 429 +160 429 +300 429",
            string.Join(", Available, ", new[] { 5, 10, 20, 40, 80, 160, 300, 300 }.Select(seconds => $"RateLimited {seconds}"))
        );

    [Fact]
    public void A_success_begins_the_doubling_anew() => Check("429 429 200 429", "RateLimited 5, RateLimited 10, Available, RateLimited 5");

    [Theory]
    [InlineData("429/60 +10 429/5", "RateLimited 60")]
    [InlineData("429/60 +10 429/51", "RateLimited 60, RateLimited 51")]
    public void A_later_shorter_deadline_never_shortens_a_longer_one(string script, string expected) => Check(script, expected);

    [Theory]
    [InlineData("429/60 401", "RateLimited 60, Unauthorized")]
    [InlineData("429/60 401 renew", "RateLimited 60, Unauthorized, Available")]
    [InlineData("404 402 401", "NotFound 300, OutOfCredit 900, Unauthorized")]
    [InlineData("500 500 500 429/10 +10", "Failing 30, RateLimited 10, Failing 20")]
    public void The_worst_of_several_shows_first(string script, string expected) => Check(script, expected);

    [Theory]
    [InlineData("401 429 500 500 500", "key rejected (401)")]
    [InlineData("404", "its provider has no such model")]
    [InlineData("404:address", "nothing at its address")]
    [InlineData("403:region", "not available in this country or region")]
    [InlineData("403:region 404", "its provider has no such model")]
    [InlineData("429 500 500 timeout", "rate limited (429)")]
    [InlineData("503/60", "overloaded (503)")]
    [InlineData("503/60 429/5", "overloaded (503)")] // the longer pause is the one that counts
    [InlineData("503/5 429/60", "rate limited (429)")]
    [InlineData("500 500 timeout", "3 failures in a row; last: timeout")]
    [InlineData("500 500 timeout 400", "3 failures in a row; last: timeout")]
    [InlineData("500 500 timeout +30 take", "trying one request after 3 failures in a row; last: timeout")]
    public void The_reason_is_that_of_the_state(string script, string reason)
    {
        played.Run(script);

        Health.Of(Slug).Reason.Should().Be(reason);
    }

    [Fact]
    public void A_pause_of_any_length_ends_within_a_day() =>
        Health.Report(Slug, new Outcome(429, RetryAfter: TimeSpan.MaxValue)).Until.Should().Be(Now.AddDays(1));

    [Fact]
    public void The_announced_state_is_the_reported_one()
    {
        var reported = Health.Report(Slug, new Outcome(429, RetryAfter: TimeSpan.FromSeconds(7)));

        reported.Should().Be(new Availability(AvailabilityState.RateLimited, Now.AddSeconds(7), "rate limited (429)"));
        Health.Of(Slug).Should().Be(reported);
        Health.Of(new("another")).Should().Be(Availability.Available);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("200", true)]
    [InlineData("400", false)] // the request was wrong: it says nothing
    [InlineData("200 400", true)]
    [InlineData("429/7 +7", false)]
    [InlineData("200 429/7 +7", true)] // one that asks for a pause is there
    [InlineData("200 500", false)]
    [InlineData("200 500 500 500 +30", false)]
    [InlineData("500 500 500 +30 take 200", true)]
    [InlineData("200 401", false)]
    [InlineData("200 404 +300", false)]
    public void A_model_counts_as_checked_once_it_has_answered_and_until_it_fails(string script, bool isChecked)
    {
        played.Run(script);
        Health.Of(Slug).Checked.Should().Be(isChecked);
        Health.Renew([Slug]);
        Health.Of(Slug).Checked.Should().BeFalse("another key or catalog is another model");
    }

    [Theory]
    [InlineData("look:Answers", "Available checked")]
    [InlineData("look:HasModel", "Available checked")]
    [InlineData("look:NothingThere", "Failing 75 nothing answers at its address")]
    [InlineData("look:NothingThere +75", "Available")]
    [InlineData("look:NothingThere +60 look:NothingThere", "Failing 75 nothing answers at its address")]
    [InlineData("look:NothingThere look:Answers", "Available checked")]
    [InlineData("look:NothingThere 200", "Available checked")]
    [InlineData("look:LacksModel", "NotFound 300 its provider has no such model")]
    [InlineData("look:LacksModel look:HasModel", "Available checked")]
    [InlineData("look:LacksModel look:Answers", "NotFound 300 its provider has no such model")]
    [InlineData("look:Answers look:NothingThere +75", "Available")]
    // What a call has found out holds.
    [InlineData("500 500 500 look:Answers", "Failing 30 3 failures in a row; last: status 500")]
    [InlineData("500 500 500 look:NothingThere", "Failing 30 3 failures in a row; last: status 500")]
    [InlineData("429/60 look:Answers", "RateLimited 60 rate limited (429)")]
    [InlineData("401 look:HasModel", "Unauthorized key rejected (401)")]
    public void A_look_at_the_endpoint_says_what_no_call_has_found_out(string script, string expected)
    {
        played.Run(script);

        var now = Health.Of(Slug);
        var seconds = now.Until is { } until ? $" {(until - Now).TotalSeconds}" : "";
        $"{now.State}{seconds}{(now.Checked ? " checked" : "")} {now.Reason}".Trim().Should().Be(expected);
    }

    [Fact]
    public void A_reader_needs_no_timer_to_see_it_come_back()
    {
        played.Run("429/7");
        Health.Dispose();

        played.Clock.Advance(TimeSpan.FromSeconds(7));

        Health.Of(Slug).Should().Be(Availability.Available);
        played.Announced.Should().Equal("RateLimited 7");
    }

    [Fact]
    public void A_model_that_is_gone_is_forgotten_without_a_word()
    {
        played.Run("401 429/60");

        Health.Renew([new("another")]);
        played.Clock.Advance(TimeSpan.FromSeconds(60));

        Health.Of(Slug).Should().Be(Availability.Available);
        played.Announced.Should().Equal("Unauthorized");
    }

    private void Check(string script, string expected)
    {
        played.Run(script);

        string.Join(", ", played.Announced).Should().Be(expected);
    }
}
