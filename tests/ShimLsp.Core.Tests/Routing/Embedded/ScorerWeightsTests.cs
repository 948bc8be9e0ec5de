using System.Text.Json;
using ShimLsp.Core.Routing.Embedded;

namespace ShimLsp.Core.Tests.Routing.Embedded;

/// <summary>The file of weights.</summary>
public sealed class ScorerWeightsTests
{
    private const int Most = 200_000;

    private static byte[] File
    {
        get
        {
            using var stream = typeof(ScorerWeights).Assembly.GetManifestResourceStream("scorer.weights")!;
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
    }

    [Fact]
    public void The_built_in_one_is_small() => File.Length.Should().BeLessThanOrEqualTo(Most);

    [Fact]
    public void It_says_from_what_it_was_made()
    {
        using var provenance = JsonDocument.Parse(ScorerWeights.BuiltIn.Provenance);
        var root = provenance.RootElement;
        foreach (var data in new[] { "rows", "tasks", "prompts" })
        {
            root.GetProperty(data).GetProperty("sha256").GetString().Should().MatchRegex("^[0-9a-f]{64}$");
            root.GetProperty(data).GetProperty("count").GetInt32().Should().BeGreaterThan(400);
        }

        root.GetProperty("seed").ValueKind.Should().Be(JsonValueKind.Number);
        root.GetProperty("crossValidated")
            .EnumerateObject()
            .Select(bench => bench.Value.GetProperty("apgr").GetDouble())
            .Should()
            .OnlyContain(apgr => apgr > 0.5);
        root.GetProperty("crossValidated")
            .EnumerateObject()
            .Select(bench => bench.Value.GetProperty("calibrationError").GetDouble())
            .Should()
            .OnlyContain(error => error < 0.15);
    }

    [Fact]
    public void Its_figures_are_sensible()
    {
        var weights = ScorerWeights.BuiltIn;
        for (var format = TaskFormat.Choice; format < TaskFormat.Editor; format++)
        {
            var head = weights.Head(format);
            head.Usual.Should().BeInRange(0.2, 0.99, format.ToString());
            head.Slope.Should().BeGreaterThan(0, "what gains more is less safe with the weak one");
            head.Weights.Concat(head.Means).Concat(head.Scales).Should().OnlyContain(value => double.IsFinite(value));
            head.Scales.Should().OnlyContain(scale => scale >= 0);
            head.Adequacy(head.Gain(Reading.Of("x").Task, new(new ulong[GramSet.Words64]))).Should().BeInRange(0, 1);
        }
    }

    [Fact]
    public void Another_file_is_refused()
    {
        Read([]).Should().Throw<InvalidDataException>();
        Read("SHIM-LSP SCORER 1\n and more"u8.ToArray()).Should().Throw<InvalidDataException>().WithMessage("*version*");
        Read(new byte[2_000]).Should().Throw<InvalidDataException>();
    }

    [Fact]
    public void A_file_that_ends_too_soon_is_refused_wherever_it_ends()
    {
        var file = File;
        int[] lengths = [.. Enumerable.Range(0, 40), .. Enumerable.Range(1, 60).Select(i => i * (file.Length / 61)), file.Length - 1];
        foreach (var length in lengths)
        {
            Read(file[..length])
                .Should()
                .Throw<Exception>($"{length} bytes are there")
                .Which.Should()
                .Match(fault => fault is InvalidDataException || fault is EndOfStreamException);
        }

        Read(file).Should().NotThrow();
    }

    private static Action Read(byte[] file) => () => ScorerWeights.Read(new MemoryStream(file));
}
