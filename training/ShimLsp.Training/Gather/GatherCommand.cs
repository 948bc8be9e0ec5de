using System.CommandLine;
using System.Globalization;

namespace ShimLsp.Training.Gather;

/// <summary>
/// The verb <c>gather</c>: reads the histories of coding agents in checked-out repositories and writes the prompts of people. The texts
/// are theirs and stay out of this repository; the list of sources has none.
/// </summary>
internal static class GatherCommand
{
    private const int HashDigits = 10;

    /// <summary>Makes the verb.</summary>
    public static Command Create()
    {
        var folder = new Option<string>("--repositories")
        {
            Description = "The folder of the checked-out repositories: OWNER/NAME below it.",
            Required = true,
        };
        var output = new Option<string>("--out") { Description = "Where the prompts go: JSON lines.", Required = true };
        var sources = new Option<string?>("--sources") { Description = "Where the list of sources goes: CSV without texts." };
        var held = new Option<string?>("--held")
        {
            Description = $"Repositories to leave out, a line each: the first {HashDigits} hexadecimal digits of SHA-256 over owner/name.",
        };
        var most = new Option<int>("--most") { Description = "The most prompts of one repository.", DefaultValueFactory = _ => 60 };
        var command = new Command("gather", "Reads what people asked of coding agents from the histories in checked-out repositories.")
        {
            Options = { folder, output, sources, held, most },
        };
        command.SetAction(parsed =>
        {
            var from = parsed.GetValue(folder)!;
            if (!Directory.Exists(from))
            {
                parsed.InvocationConfiguration.Error.WriteLine($"{from} is not a folder: give the one that holds OWNER/NAME.");
                return 1;
            }

            var chosen = Gather(from, parsed.GetValue(held), parsed.GetValue(most));
            File.WriteAllLines(parsed.GetValue(output)!, chosen.Select(prompt => prompt.ToJson()));
            if (parsed.GetValue(sources) is { } list)
            {
                File.WriteAllLines(list, SourceList(chosen));
            }

            parsed.InvocationConfiguration.Output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{chosen.Count:N0} prompts of {chosen.DistinctBy(prompt => prompt.Repository).Count():N0} repositories."
                )
            );
            return 0;
        });
        return command;
    }

    private static IReadOnlyList<GatheredPrompt> Gather(string folder, string? held, int most)
    {
        var left = held is null ? [] : File.ReadLines(held).Select(line => line.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var repositories = RepositoryHistories.In(folder).Where(name => !left.Contains(TextHash.Hex(name)[..HashDigits]));
        return Selection.Of(repositories.SelectMany(name => RepositoryHistories.Read(folder, name)), most);
    }

    private static IEnumerable<string> SourceList(IEnumerable<GatheredPrompt> chosen) =>
        chosen
            .GroupBy(prompt => (prompt.Repository, prompt.Client))
            .OrderBy(source => source.Key.Repository, StringComparer.Ordinal)
            .ThenBy(source => source.Key.Client, StringComparer.Ordinal)
            .Select(source => string.Create(CultureInfo.InvariantCulture, $"{source.Key.Repository},{source.Key.Client},{source.Count()}"))
            .Prepend("repository,client,prompts");
}
