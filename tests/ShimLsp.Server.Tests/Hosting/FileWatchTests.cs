namespace ShimLsp.Server.Tests.Hosting;

/// <summary>Which changes of a file are noticed, and when.</summary>
public sealed class FileWatchTests : WatchedFolder
{
    public static TheoryData<string> Changes => new(Edits.Keys);

    private static Dictionary<string, Action<FileWatchTests>> Edits { get; } =
        new()
        {
            ["written"] = test => test.Write("f", "other"),
            ["written with the same length"] = test => test.Write("f", "next"),
            ["deleted"] = test => File.Delete(test.Folder.At("f")),
            ["replaced by an older file"] = test =>
                File.Move(test.Write("old", "olde", LongAgo.AddDays(-1)), test.Folder.At("f"), overwrite: true),
            ["made"] = test => test.Write("none", ""),
            ["made with its folder"] = test => test.Write("missing/folder/g", ""),
            ["linked elsewhere"] = test => test.Folder.Link("link", test.Folder.At("two")),
            ["written behind a link"] = test => test.Write("one", "other"),
            ["its folder linked elsewhere, nothing else told apart"] = test => test.Folder.Link("linked", test.Folder.At("twin2")),
            ["written with the same length and time"] = test => test.Write("twin1/f", "next", LongAgo),
            ["replaced by a file of the same length and time"] = test =>
                File.Move(test.Folder.At("twin2/f"), test.Folder.At("twin1/f"), overwrite: true),
            ["its folder replaced by one with a file of the same length and time"] = test =>
            {
                Directory.Move(test.Folder.At("twin1"), test.Folder.At("aside"));
                Directory.Move(test.Folder.At("twin2"), test.Folder.At("twin1"));
            },
        };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_is_noticed_once(string change)
    {
        if (OperatingSystem.IsWindows() && change.EndsWith("same length and time", StringComparison.Ordinal))
        {
            return; // docs/decisions/0005-watching-files-by-looking.md: Windows does not tell
        }

        Write("f", "text");
        Write("one", "text");
        Write("two", "text");
        Write("twin1/f", "text", LongAgo);
        Write("twin2/f", "text", LongAgo);
        Folder.Link("link", Folder.At("one"));
        Folder.Link("linked", Folder.At("twin1"));
        Watch("f", "none", "missing/folder/g", "link", "linked/f");
        After(5_000, expected: 0);
        Edits[change](this);
        After(500, expected: 1);
        After(5_000, expected: 1);
    }

    [Fact]
    public void A_change_between_the_reading_and_the_watching_is_noticed()
    {
        Write("f", "text");
        var looked = Look("f");
        Write("f", "other");
        Registration.Replace(looked);
        After(500, expected: 1);
    }

    [Fact]
    public void Several_changes_in_a_row_are_one()
    {
        Write("f", "0");
        Watch("f");
        for (var step = 1; step <= 5; step++)
        {
            Write("f", new string('x', step));
            After(200, expected: 0);
        }

        After(500, expected: 1);
        After(5_000, expected: 1);
    }

    [Fact]
    public void A_file_that_never_rests_is_read_all_the_same()
    {
        Write("f", "0");
        Watch("f");
        for (var step = 1; step <= 23; step++)
        {
            Write("f", new string('x', step));
            Advance(100);
        }

        Calls.Should().Be(1);
    }

    [Fact]
    public void A_file_that_was_just_written_is_read_once_more()
    {
        var now = Time.GetUtcNow().UtcDateTime;
        Write("f", "one", now);
        Watch("f");
        After(900, expected: 0);
        After(600, expected: 1);
        Watch("f");
        After(5_000, expected: 1);
    }

    [Fact]
    public void A_file_that_could_not_be_read_is_read_again_until_it_can()
    {
        Write("f", "text");
        for (var failure = 1; failure <= 3; failure++)
        {
            Registration.Replace([.. Look("f").Select(file => file.After(hasFailed: true))]);
            After(1_500, expected: failure);
        }

        Watch("f");
        After(5_000, expected: 3);
    }

    [Fact]
    public void A_file_from_the_future_is_not_read_for_ever()
    {
        Write("f", "text", Time.GetUtcNow().UtcDateTime.AddHours(1));
        Watch("f");
        After(5_000, expected: 0);
    }
}
