using System.Collections.Immutable;
using System.Text;
using CsCheck;
using ShimLsp.Fuzz.Engine;
using ShimLsp.Fuzz.Json;
using ShimLsp.Server.Tests.Hosting;

namespace ShimLsp.Server.Tests.Fuzz;

/// <summary>The fuzzer itself: a run that finds nothing means nothing unless one that should find something does.</summary>
public sealed class FuzzerTests
{
    private static readonly FuzzBounds Bounds = new()
    {
        Executions = 20_000,
        Time = TimeSpan.FromMinutes(1),
        Slow = TimeSpan.FromMinutes(1),
    };

    [Fact]
    public void A_planted_fault_is_found_and_made_short()
    {
        var report = new Fuzzer(new Planted("key", "[[")).Run(["{\"a\":[1,\"key\"]}"u8.ToArray()], seed: 1, Bounds);

        report.Findings.Select(finding => EscapedBytes.Write(finding.Input)).Should().BeEquivalentTo("key", "[[");
    }

    [Fact]
    public void One_seed_makes_one_run()
    {
        string[] Inputs(int seed)
        {
            var target = new Planted();
            new Fuzzer(target).Run(["{\"a\":[1,true]}"u8.ToArray()], seed, Bounds with { Executions = 2_000 });
            return [.. target.Seen];
        }

        Inputs(1).Should().Equal(Inputs(1)).And.NotEqual(Inputs(2));
    }

    [Fact]
    public void A_slow_input_is_found()
    {
        // Anything takes longer than no time at all.
        var report = new Fuzzer(new Planted()).Run(
            [
                [1],
            ],
            seed: 1,
            Bounds with
            {
                Slow = TimeSpan.Zero,
            }
        );

        report.Findings.Should().ContainSingle().Which.Failure.Message.Should().StartWith("no input takes long");
    }

    [Fact]
    public void Long_inputs_are_made_of_short_ones()
    {
        var target = new Planted();
        new Fuzzer(target).Run(["[1]"u8.ToArray()], seed: 1, Bounds);

        target.Seen.Max(input => input.Length).Should().BeGreaterThan(Bounds.Longest);
    }

    [Fact]
    public void Bytes_survive_the_corpus_file() =>
        Gen.OneOf(Gen.Byte, Gen.Const((byte)'#'), Gen.Const((byte)' '), Gen.Const((byte)'\\'))
            .Array[0, 60]
            .Sample(bytes =>
            {
                var line = EscapedBytes.Write(bytes);
                line.Should().NotContainAny("\n", "\r").And.NotStartWith("#").And.NotEndWith(" ");
                EscapedBytes.Read(line).Should().Equal(bytes);
            });

    [Fact]
    public void An_input_that_once_failed_stays_when_coverage_inputs_are_replaced()
    {
        using var folder = new TempFolder();
        var corpus = new Corpus(folder.Path);
        corpus.ReplaceFound(
            "t",
            [
                [1],
                [2],
            ]
        );
        corpus.Add("t", [3], "it failed");
        corpus.Add("t", [3], "again");
        corpus.ReplaceFound(
            "t",
            [
                [3],
                [4],
            ]
        );

        corpus.Read("t").SelectMany(input => input).Should().Equal(3, 4);
    }

    /// <summary>Fails for inputs that hold a text.</summary>
    private sealed class Planted(params string[] faults) : IFuzzTarget
    {
        public List<string> Seen { get; } = [];

        public string Name => "planted";

        public int Share => 1;

        public Grammar Grammar { get; } =
            new() { Names = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add("*", ["a", "b"]), Strings = ["x"] };

        public byte[] Generate(Random random) => Encoding.UTF8.GetBytes(Grammar.Value(random, "*", depth: 2));

        public void Run(ReadOnlySpan<byte> input)
        {
            var text = Encoding.UTF8.GetString(input);
            Seen.Add(text);
            foreach (var fault in faults)
            {
                Must.Hold(!text.Contains(fault, StringComparison.Ordinal), fault);
            }
        }
    }
}
