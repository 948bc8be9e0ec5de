using System.Security.Cryptography;
using System.Text;

namespace ShimLsp.Training.Tests.Gather;

/// <summary>Which prompts are taken, and in what order.</summary>
public sealed class SelectionTests
{
    private static readonly string[] Boats =
    [
        .. Enumerable.Range(0, 40).Select(i => $"{Word(i, 1)} {Word(i, 2)} {Word(i, 3)} {Word(i, 4)} {Word(i, 5)} {Word(i, 6)}"),
    ];

    [Fact]
    public void The_same_histories_give_the_same_file_in_whatever_order_they_were_written()
    {
        using var one = new HistoryFolder();
        using var other = new HistoryFolder();
        foreach (var (boat, number) in Boats.Select((boat, number) => (boat, number)))
        {
            Typed(one, $"ann/{number % 3}", $"a{number}", boat);
        }

        foreach (var (boat, number) in Boats.Select((boat, number) => (boat, number)).Reverse())
        {
            Typed(other, $"ann/{number % 3}", $"a{number}", boat);
        }

        one.Gather().Select(row => row.Id).Should().BeInAscendingOrder(StringComparer.Ordinal).And.HaveCount(Boats.Length);
        other.Gather();
        File.ReadAllText(other.OutPath).Should().Be(File.ReadAllText(one.OutPath));
    }

    [Fact]
    public void No_repository_gives_more_than_its_share()
    {
        using var folder = new HistoryFolder();
        Typed(folder, "ann/large", "a", [.. Boats[..30]]);
        Typed(folder, "bob/small", "a", [.. Boats[30..34]]);
        var rows = folder.Gather("--most", "7");
        rows.CountBy(row => row.Repository)
            .Should()
            .BeEquivalentTo([KeyValuePair.Create("ann/large", 7), KeyValuePair.Create("bob/small", 4)]);
    }

    [Fact]
    public void Of_prompts_that_are_nearly_the_same_one_is_taken()
    {
        const string Long = "move the list of boats from the first page to the second and keep the order in which the captains came in";
        using var folder = new HistoryFolder();
        Typed(
            folder,
            "ann/harbour",
            "a",
            Long,
            Long.ToUpperInvariant(),
            Long + " thanks",
            "delete the garden behind the house of the harbour master"
        );
        Typed(folder, "bob/quay", "a", Long.Replace("captains", "sailors", StringComparison.Ordinal));
        folder.Gather().Should().HaveCount(2);
    }

    [Fact]
    public void A_short_answer_counts_once_for_each_repository()
    {
        using var folder = new HistoryFolder();
        Typed(folder, "ann/harbour", "a", "continue", "Continue!", "2");
        Typed(folder, "bob/quay", "a", "continue");
        folder
            .Gather()
            .Select(row => (row.Repository, row.Text.ToLowerInvariant().TrimEnd('!')))
            .Should()
            .BeEquivalentTo([("ann/harbour", "continue"), ("ann/harbour", "2"), ("bob/quay", "continue")]);
    }

    [Fact]
    public void A_form_that_a_program_fills_in_is_no_prompt()
    {
        const string Form = "please review the following change with care and tell what is wrong with it: ";
        using var folder = new HistoryFolder();
        for (var session = 0; session < 3; session++)
        {
            Typed(folder, "ann/harbour", $"s{session}", Form + Boats[session], Boats[10 + session]);
        }

        folder.Gather().Select(row => row.Text).Should().BeEquivalentTo(Boats[10..13]);
    }

    [Fact]
    public void Repositories_that_are_held_back_give_nothing()
    {
        using var folder = new HistoryFolder();
        Typed(folder, "ann/harbour", "a", Boats[0]);
        Typed(folder, "bob/quay", "a", Boats[1]);
        var held = folder.PathOf("held.txt");
        File.WriteAllLines(held, ["# comment", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("bob/quay")))[..10]]);
        folder.Gather("--held", held).Should().ContainSingle().Which.Repository.Should().Be("ann/harbour");
    }

    [Fact]
    public void The_list_of_sources_counts_the_prompts_and_has_no_texts()
    {
        using var folder = new HistoryFolder();
        Typed(folder, "bob/quay", "a", Boats[0]);
        Typed(folder, "ann/harbour", "a", Boats[1], Boats[2]);
        var sources = folder.PathOf("sources.csv");
        folder.Gather("--sources", sources);
        File.ReadAllLines(sources).Should().Equal("repository,client,prompts", "ann/harbour,codex,2", "bob/quay,codex,1");
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        using var folder = new HistoryFolder();
        folder.Run("--out", folder.OutPath).Should().Be(1);
        folder.Said.ToString().Should().Contain("is not a folder: give the one that holds OWNER/NAME");
    }

    private static void Typed(HistoryFolder folder, string repository, string session, params string[] prompts) =>
        folder.With(
            repository,
            $"{session}/history.jsonl",
            [.. prompts.Select(prompt => $$"""{"session_id":"{{session}}","ts":1,"text":"{{prompt}}"}""")]
        );

    // A word of letters for two numbers, no two of them the same.
    private static string Word(int number, int place) =>
        $"{(char)('a' + (number % 26))}{(char)('a' + (number / 26))}{(char)('p' + place)}oat";
}
