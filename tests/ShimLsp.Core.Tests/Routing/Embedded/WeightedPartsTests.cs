using CsCheck;
using ShimLsp.Core.Routing.Embedded;

namespace ShimLsp.Core.Tests.Routing.Embedded;

/// <summary>What weighed most in a sum.</summary>
public sealed class WeightedPartsTests
{
    [Theory]
    [InlineData("", "nothing that stands out")]
    [InlineData("a 0.2", "nothing that stands out")] // too little to notice
    [InlineData("a 0.3", "a")]
    [InlineData("a 0.3 b 0.5", "b, a")]
    [InlineData("a 1 b 3 c 2 d 4", "d, b, c")]
    [InlineData("a 1 b 3 a 4", "a, b")] // two parts of one name are one
    [InlineData("a 1 b 0.9 c 0.8 c 0.3", "c, a, b")]
    [InlineData("a 3 b -1", "a")] // only what pulls where the whole went
    [InlineData("a 1 b -3 c -2", "b, c")]
    [InlineData("a 1 _ 5", "a")] // nameless parts count, and are not named
    [InlineData("a 1 _ -5 b -1", "b")]
    [InlineData("a 1 ~w 9", "a, w")] // the rest comes last, where there is room
    [InlineData("a 1 b 2 c 3 ~w 9", "c, b, a")]
    [InlineData("a 1 =w 9", "a, w")] // what says next to nothing comes last, beside one other
    [InlineData("a 1 b 2 =w 9", "b, a")]
    [InlineData("~w 0.1", "nothing that stands out")]
    public void It_names_the_heaviest_that_pull_its_way(string parts, string expected)
    {
        var sum = new WeightedParts();
        var total = 0.0;
        var words = parts.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i += 2)
        {
            var weight = double.Parse(words[i + 1], System.Globalization.CultureInfo.InvariantCulture);
            total += weight;
            if (words[i][0] == '~')
            {
                sum.AddIfRoom(weight, words[i][1..]);
            }
            else if (words[i][0] == '=')
            {
                sum.AddIfShort(weight, words[i][1..]);
            }
            else
            {
                sum.Add(weight, words[i] == "_" ? null : words[i]);
            }
        }

        sum.Because(isUp: total >= 0).Should().Be(expected);
    }

    [Fact]
    public void The_order_of_different_parts_changes_no_name() =>
        Gen.Double[0.3, 5]
            .Array[1, 8]
            .Where(weights => weights.Distinct().Count() == weights.Length)
            .Sample(
                weights =>
                {
                    var expected = string.Join(
                        ", ",
                        weights
                            .Select((weight, i) => (weight, Name: $"n{i}"))
                            .OrderByDescending(part => part.weight)
                            .Take(3)
                            .Select(part => part.Name)
                    );
                    var sum = new WeightedParts();
                    for (var i = 0; i < weights.Length; i++)
                    {
                        sum.Add(weights[i], $"n{i}");
                    }

                    return sum.Because(isUp: true) == expected;
                },
                iter: 2_000
            );
}
