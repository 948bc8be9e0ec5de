using System.Globalization;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Tests.Support;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>What calls cost, and which savings are claimed.</summary>
public sealed class ChatSavingsTests : ChatTable
{
    [Theory]
    [InlineData("cheap:1000/0/100", 0.0015, 0.015)] // 1000 x $1 + 100 x $5 against 1000 x $10 + 100 x $50, per million
    [InlineData("cheap:1000/800/100", 0.00078, 0.0078)] // of the strongest's input as much would have been cached
    public async Task The_saving_is_measured_against_the_cost_of_the_strongest(string took, double spent, double baseline)
    {
        var (slug, usage) = Took(took);
        Test.Upstream.Answer(slug, new ChatEvent.Finished("stop", usage));

        (await ChatAsync(Easy)).Should().BeOfType<ChatResult.Answered>().Which.Cost.Should().Be(spent);

        Test.Session.Stats().Savings.Should().Be(new SavingsStats(spent, baseline, 0));
        Test.Session.Stats().Savings.Net.Should().BeApproximately(baseline - spent, 1e-12);
    }

    [Fact]
    public async Task A_model_that_the_person_named_saves_nothing()
    {
        Test.Upstream.Answer("strong", new ChatEvent.Finished("stop", new(1_000, null, 100)));
        await ChatAsync(Easy, "strong");

        Test.Session.Stats().Savings.Should().Be(new SavingsStats(0.015, 0.015, 0));
    }

    [Fact]
    public async Task Without_prices_or_usage_nothing_is_claimed()
    {
        Test = new("a  cost 1  score 0.9\nb  cost 2  score 0.9  price 1/1");
        Test.Upstream.Answer("a", new ChatEvent.Finished("stop", new(1_000, null, 100)));
        Test.Upstream.Answer("b", new ChatEvent.Text("eight chars"), new ChatEvent.Finished("stop", null));

        (await ChatAsync(Easy)).Should().BeOfType<ChatResult.Answered>().Which.Cost.Should().BeNull();
        var guessed = (await ChatAsync(Easy, "b")).Should().BeOfType<ChatResult.Answered>().Subject;

        guessed.Cost.Should().BeNull();
        guessed.Usage.Should().Be(new TokenUsage(1, null, 3), "four bytes to a token");
        Test.Session.Stats().Savings.Should().Be(new SavingsStats(0, 0, 0));
    }

    private static (string Slug, TokenUsage Usage) Took(string took)
    {
        var (slug, numbers) = took.Split(':') is [var name, var rest] ? (name, rest.Split('/')) : throw new FormatException();
        var counts = numbers.Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return (slug, new(counts[0], counts[1], counts[2]));
    }
}
