using System.Text.Json;
using ShimLsp.Training.Gather;

namespace ShimLsp.Training.Tests.Gather;

/// <summary>A folder of made-up repositories, and what the verb <c>gather</c> makes of it.</summary>
internal sealed class HistoryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("shim-gather-");

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Writes a file of a repository.</summary>
    public HistoryFolder With(string repository, string path, params string[] lines)
    {
        var file = new FileInfo(Path.Combine(folder.FullName, "repositories", repository, path));
        file.Directory!.Create();
        File.WriteAllLines(file.FullName, lines);
        return this;
    }

    /// <summary>Runs the verb and reads its rows.</summary>
    public IReadOnlyList<Row> Gather(params string[] options)
    {
        Run([.. options, "--out", OutPath]).Should().Be(0);
        return [.. File.ReadLines(OutPath).Select(Row.Parse)];
    }

    /// <summary>Runs the verb.</summary>
    public int Run(params string[] options) =>
        GatherCommand
            .Create()
            .Parse(["--repositories", Path.Combine(folder.FullName, "repositories"), .. options])
            .Invoke(new() { Output = Said, Error = Said });

    /// <summary>What the verb said.</summary>
    public StringWriter Said { get; } = new();

    /// <summary>Where the rows go.</summary>
    public string OutPath => PathOf("prompts.jsonl");

    /// <summary>A file beside the repositories.</summary>
    public string PathOf(string name) => Path.Combine(folder.FullName, name);

    /// <summary>A row as the file has it.</summary>
    internal sealed record Row(
        string Id,
        string Repository,
        string Client,
        string Session,
        int Turn,
        string Text,
        string Previous,
        string Language,
        int? Edits,
        int? ToolCalls
    )
    {
        public static Row Parse(string line)
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            return new(
                Text("id"),
                Text("repo"),
                Text("client"),
                Text("session"),
                row.GetProperty("turn").GetInt32(),
                Text("text"),
                Text("previous"),
                Text("language"),
                Count("edits"),
                Count("toolCalls")
            );

            string Text(string name) => row.GetProperty(name).GetString()!;
            int? Count(string name) => row.TryGetProperty(name, out var count) ? count.GetInt32() : null;
        }
    }
}
