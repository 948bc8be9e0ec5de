using ShimLsp.Core.Routing.Embedded;

namespace ShimLsp.Core.Tests.Routing.Embedded;

/// <summary>The shape of a text as figures.</summary>
public sealed class ShapeVectorTests
{
    private const int AllWords = 1;

    [Theory]
    [InlineData("")]
    [InlineData("rename x to count")]
    [InlineData("a(b[c]{d}) = $e \\ f <g> + h - i * j / k _ l ^ 10^9 % | ~ & # @ ; ' \" ! ?")]
    [InlineData("\uD83D 並行 ñ 1234567890123")]
    public void There_are_as_many_figures_as_said_and_each_is_a_number(string text)
    {
        var shape = Of(text);
        shape.Should().OnlyContain(figure => double.IsFinite(figure) && figure >= 0);
        ((Action)(() => ShapeVector.Fill(Reading.Of(text).Task, new double[ShapeVector.Length - 1])))
            .Should()
            .Throw<IndexOutOfRangeException>();
    }

    [Fact]
    public void Lengths_are_logarithms_that_are_the_same_on_every_machine() =>
        Enumerable
            .Range(0, 300)
            .Select(words => Of(string.Concat(Enumerable.Repeat("word ", words)))[AllWords])
            .Should()
            .Equal(Enumerable.Range(0, 300).Select(words => PortableMath.Log(1 + words)));

    private static double[] Of(string text)
    {
        var shape = new double[ShapeVector.Length];
        ShapeVector.Fill(Reading.Of(text).Task, shape);
        return shape;
    }
}
