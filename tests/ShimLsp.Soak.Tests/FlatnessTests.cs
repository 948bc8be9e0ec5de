using ShimLsp.Soak.Measuring;

namespace ShimLsp.Soak.Tests;

/// <summary>A process that goes on growing is found, one that is still warming up is not.</summary>
public class FlatnessTests
{
    [Theory]
    [InlineData("20 30 31 30 31 31", true)]
    [InlineData("20 30 31 32 34 36", false)]
    [InlineData("20 36 34 32 31 30", false)]
    public void Memory(string mebibytes, bool isFlat) => Of(mebibytes, handles: "9 9 9 9 9 9")!.IsMemoryFlat.Should().Be(isFlat);

    [Theory]
    [InlineData("9 13 13 14 13 13", true)]
    [InlineData("9 13 13 14 14 14", false)]
    [InlineData("9 13 13 13 22 13", false)]
    public void Handles(string handles, bool areFlat) => Of("20 30 30 30 30 30", handles)!.AreHandlesFlat.Should().Be(areFlat);

    [Fact]
    public void Too_few_looks_say_nothing() => Of("20 30 30 30", "9 9 9 9").Should().BeNull();

    // The first look is within the warm-up.
    private static Flatness? Of(string mebibytes, string handles) =>
        Flatness.Of(
            [
                .. mebibytes
                    .Split(' ')
                    .Zip(handles.Split(' '), (memory, open) => (memory, open))
                    .Select(
                        (look, at) =>
                            new ProcessLook(
                                TimeSpan.FromSeconds(at),
                                double.Parse(look.memory, System.Globalization.CultureInfo.InvariantCulture),
                                int.Parse(look.open, System.Globalization.CultureInfo.InvariantCulture)
                            )
                    ),
            ],
            warmUp: TimeSpan.FromSeconds(1)
        );
}
