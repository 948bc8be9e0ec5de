using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ShimLsp.Core.Evaluation;

namespace ShimLsp.Server.Cli.Evaluate;

/// <summary>Each row's score on a line of its own, for people to look at: which rows, and never their text.</summary>
internal static class ScoreLines
{
    private static JsonWriterOptions Options => new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes them as JSON lines.</summary>
    /// <param name="tasks">The scored rows, in the file's order.</param>
    public static string Of(IReadOnlyList<RoutedTask> tasks)
    {
        using var bytes = new MemoryStream();
        using var writer = new Utf8JsonWriter(bytes, Options);
        foreach (var task in tasks)
        {
            writer.WriteStartObject();
            writer.WriteString("bench", task.Bench);
            writer.WriteString("id", task.Id);
            writer.WriteNumber("score", Figures.Rounded(task.Outcome.Score));
            writer.WriteNumber("weak", task.Outcome.Weak);
            writer.WriteNumber("strong", task.Outcome.Strong);
            if (task.Sheet.Because is { } because)
            {
                writer.WriteString("because", because);
            }

            writer.WriteEndObject();
            writer.Flush();
            bytes.WriteByte((byte)'\n');
            writer.Reset();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
