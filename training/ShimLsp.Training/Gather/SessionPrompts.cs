using System.Text.RegularExpressions;
using ShimLsp.Core.Conversation.Measuring;
using ShimLsp.Core.Evaluation.Transcripts;

namespace ShimLsp.Training.Gather;

/// <summary>Turns the events of a recorded file into prompts, each with what the model had said before and what it did then.</summary>
/// <param name="repository">The repository.</param>
/// <param name="path">The file's path in it.</param>
/// <param name="client">Who recorded the file.</param>
internal sealed partial class SessionPrompts(string repository, string path, TranscriptClient client)
{
    private const int LongestPrevious = 300;

    /// <summary>A shorter prompt can be in the answer before it by chance.</summary>
    private const int ShortestRepeat = 40;

    private readonly List<GatheredPrompt> prompts = [];
    private string session = "";
    private int sessions;
    private int turn;
    private string said = "";
    private int edits;
    private int calls;
    private GatheredPrompt? open;

    /// <summary>Takes an event.</summary>
    public void Take(TranscriptEvent happened)
    {
        switch (happened)
        {
            case TranscriptEvent.SessionStarted:
                Close();
                (session, turn, said) = (TextHash.Hex($"{path}\n{sessions++}")[..12], 0, "");
                break;
            case TranscriptEvent.PersonSaid person:
                Ask(person.Text);
                break;
            case TranscriptEvent.ModelSaid model:
                said = model.Text.Length > 0 ? model.Text : said;
                break;
            case TranscriptEvent.ToolCalled tool:
                calls++;
                edits += EditingTool().IsMatch(tool.Name) || IsPatch(tool) ? 1 : 0;
                break;
            default:
                break;
        }
    }

    /// <summary>Aider's notice that it changed a file, which is no event.</summary>
    public void TakeEdit() => edits++;

    /// <summary>The prompts so far. Ends the last one.</summary>
    public IReadOnlyList<GatheredPrompt> End()
    {
        Close();
        return prompts;
    }

    private void Ask(string text)
    {
        var words = MachinePrompts.Words(ClientText.Peel(text));
        if (words.Length == 0 || IsRepeat(words))
        {
            return;
        }

        Close();
        var before = Space().Replace(said, " ").Trim();
        open = new(
            repository,
            NameOf(client),
            session,
            ++turn,
            words,
            before.Length <= LongestPrevious ? before : before[^LongestPrevious..],
            null,
            null
        );
        said = "";
    }

    /// <summary>
    /// Aider's architect hands its answer to its editor as a message, and the history calls that a person's. The middle of a long answer is
    /// not kept, so both ends are compared.
    /// </summary>
    private bool IsRepeat(string words)
    {
        var (answer, asked) = (PlainWords.Of(said), PlainWords.Of(words));
        return client is TranscriptClient.Aider
            && words.Length > ShortestRepeat
            && asked.Length > 0
            && (
                answer.Contains(PlainWords.Opening(asked, 60), StringComparison.Ordinal)
                || answer.EndsWith(PlainWords.Closing(asked, 60), StringComparison.Ordinal)
            );
    }

    private void Close()
    {
        if (open is { } asked)
        {
            prompts.Add(asked with { Edits = edits, ToolCalls = client is TranscriptClient.Aider ? null : calls });
        }

        (open, edits, calls) = (null, 0, 0);
    }

    private static bool IsPatch(TranscriptEvent.ToolCalled tool) => tool.Arguments.Contains("*** Begin Patch", StringComparison.Ordinal);

    private static string NameOf(TranscriptClient client) =>
        client switch
        {
            TranscriptClient.ClaudeCode => "claude",
            TranscriptClient.Codex => "codex",
            TranscriptClient.SpecStory => "specstory",
            _ => "aider",
        };

    [GeneratedRegex(@"^(?:edit|write|multi_?edit|notebook_?edit|apply_patch|search_replace|str_replace)", RegexOptions.IgnoreCase)]
    private static partial Regex EditingTool();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
