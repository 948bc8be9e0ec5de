using ShimLsp.Core.Evaluation.Replaying;
using ShimLsp.Core.Evaluation.Transcripts;
using ShimLsp.Core.Models;
using ShimLsp.Server.Cli.Terminal;

namespace ShimLsp.Server.Cli.Evaluate.Transcripts;

/// <summary>One run of <c>evaluate</c> over a folder of transcripts. It reads files, and opens no connection.</summary>
/// <param name="context">What commands work with.</param>
/// <param name="catalog">The models to route among.</param>
/// <param name="router">How to choose among them.</param>
internal sealed class TranscriptRun(CommandContext context, Catalog catalog, RouterSpec router)
{
    /// <summary>The longest line. A record holds a whole tool result, or images.</summary>
    private const int MostBytes = 16 * 1024 * 1024;

    private readonly SeenIds seen = new();
    private readonly SortedDictionary<TranscriptClient, int> files = [];
    private readonly List<TranscriptEvent> events = [];
    private int otherFiles;
    private int unreadable;
    private long broken;
    private long ofSubagents;
    private long repeated;

    /// <summary>Runs it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="json">Whether a program reads the output.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Why it could not be done; null if it could.</returns>
    public async Task<Failure?> RunAsync(string folder, bool json, CancellationToken cancellationToken)
    {
        using var replay = new TranscriptReplay(catalog, router, context.Host.Time);
        if (replay.Strongest is null)
        {
            return Failure.Of("The catalog has no candidates, so there is nothing to route among.");
        }

        foreach (var file in TranscriptFiles.In(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await ReadAsync(file, replay).ConfigureAwait(false);
            }
            catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
            {
                unreadable++;
            }

            replay.End();
        }

        if (replay.Tally.Turns == 0)
        {
            return Failure.Of(
                $"{folder}: The folder has no transcripts. Name a folder of Claude Code (~/.claude/projects), Codex (~/.codex/sessions), "
                    + "SpecStory (.specstory/history) or aider (.aider.chat.history.md)."
            );
        }

        var report = TranscriptReport.Of(folder, router.Threshold, replay, Files());
        if (json)
        {
            JsonOutput.Write(context.Terminal.Out, report, CliJson.Default.TranscriptReport);
        }
        else
        {
            new TranscriptView(context.Terminal).Write(report);
        }

        return null;
    }

    private FileReport Files() =>
        new(
            files.ToDictionary(client => CamelCase(client.Key), client => client.Value),
            otherFiles,
            unreadable,
            broken,
            ofSubagents,
            repeated
        );

    private async Task ReadAsync(string path, TranscriptReplay replay)
    {
        using var input = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var lines = new RowLines(input, MostBytes, passesOver: true);
        TranscriptReader? reader = null;
        var looked = 0;
        foreach (var line in lines.Read())
        {
            if (reader is null && ++looked > TranscriptFormat.LinesToLookAt)
            {
                break;
            }

            reader ??= TranscriptFormat.Find(path, line.Bytes, seen.Add);
            if (reader is not null)
            {
                reader.Read(line.Bytes, events);
                await TakeAsync(reader, replay).ConfigureAwait(false);
            }
        }

        if (reader is null)
        {
            otherFiles++;
            return;
        }

        reader.End(events);
        await TakeAsync(reader, replay).ConfigureAwait(false);
        files[reader.Client] = files.GetValueOrDefault(reader.Client) + 1;
        broken += reader.BrokenLines + lines.PassedOver;
        ofSubagents += reader.SubagentMessages;
        repeated += reader.RepeatedMessages;
    }

    private async Task TakeAsync(TranscriptReader reader, TranscriptReplay replay)
    {
        foreach (var happened in events)
        {
            await replay.TakeAsync(happened, reader).ConfigureAwait(false);
        }

        events.Clear();
    }

    private static string CamelCase(TranscriptClient client)
    {
        var name = client.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
