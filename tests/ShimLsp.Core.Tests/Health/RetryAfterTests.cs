using System.Globalization;
using CsCheck;
using ShimLsp.Core.Health;

namespace ShimLsp.Core.Tests.Health;

public class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(1994, 11, 6, 8, 49, 7, TimeSpan.Zero);

    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("120", 120.0)]
    [InlineData("  7 ", 7.0)]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT", 30.0)] // the three forms of RFC 9110, section 5.6.7
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT", 30.0)]
    [InlineData("Sun Nov  6 08:49:37 1994", 30.0)]
    [InlineData("Sun, 06 Nov 1994 08:49:00 GMT", 0.0)] // past
    [InlineData("Mon, 07 Nov 1994 08:49:07 GMT", 86_400.0)]
    [InlineData("", null)]
    [InlineData("-5", null)]
    [InlineData("1.5", 2.0)] // not in the RFC, but sent: rounded up
    [InlineData("90.000", 90.0)]
    [InlineData("1e3", null)]
    [InlineData("1,5", null)]
    [InlineData("soon", null)]
    [InlineData("Sun, 06 Nov 1994 08:49:37", null)]
    [InlineData("Sun, 06 Nov 1994 08:49:37 +0100", null)]
    [InlineData("Mon, 06 Nov 1994 08:49:37 GMT", null)] // it was a Sunday
    [InlineData("1994-11-06T08:49:37Z", null)]
    [InlineData("\u0661\u0662", null)] // digits, but not HTTP's
    public void A_header_is_seconds_or_a_date_or_nothing(string header, double? seconds) =>
        RetryAfter.Read(header, Now).Should().Be(seconds is { } known ? TimeSpan.FromSeconds(known) : null);

    [Fact]
    public void Seconds_beyond_the_calendar_are_as_many_as_there_are() =>
        RetryAfter.Read("99999999999999999999999999", Now).Should().Be(TimeSpan.MaxValue);

    [Theory]
    [InlineData("6m0s", 360.0)] // OpenAI
    [InlineData("1h2m3.5s", 3724.0)]
    [InlineData("12ms", 1.0)]
    [InlineData("30", 30.0)]
    [InlineData("784111777", 30.0)] // Unix seconds
    [InlineData("784111777000", 30.0)] // Unix milliseconds
    [InlineData("1994-11-06T08:49:37Z", 30.0)] // Anthropic
    [InlineData("1994-11-06T08:00:00Z", 0.0)]
    [InlineData("", null)]
    [InlineData("soon", null)]
    [InlineData("99999999999999999999999999", 2147483647.0)]
    public void A_limit_fills_again_after_a_length_or_at_a_moment(string header, double? seconds) =>
        RetryAfter.Reset(header, Now).Should().Be(seconds is { } known ? TimeSpan.FromSeconds(known) : null);

    [Theory]
    [InlineData("2026-11-25T12:00:00Z")]
    [InlineData("2099-12-31T23:59:00Z")]
    public void A_moment_in_Unix_time_is_read_in_seconds_and_milliseconds(string today)
    {
        var now = DateTimeOffset.Parse(today, CultureInfo.InvariantCulture);
        var later = now.AddSeconds(30);
        RetryAfter.Reset($"{later.ToUnixTimeSeconds()}", now).Should().Be(TimeSpan.FromSeconds(30));
        RetryAfter.Reset($"{later.ToUnixTimeMilliseconds()}", now).Should().Be(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_date_that_HTTP_writes_is_read_back() =>
        Gen.Int[0, int.MaxValue]
            .Sample(seconds =>
                RetryAfter.Read((Now + TimeSpan.FromSeconds(seconds)).ToString("R", CultureInfo.InvariantCulture), Now)
                == TimeSpan.FromSeconds(seconds)
            );

    [Fact]
    public void Whatever_the_header_says_it_is_read_without_a_fault() =>
        Gen.String.Sample(header => RetryAfter.Read(header, Now) is null or { Ticks: >= 0 });
}
