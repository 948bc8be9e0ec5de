using System.Globalization;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Health;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Core.Tests.Support;

/// <summary>
/// Turns sent to models, as a table: which models were asked and with which outcome, <c>cheap:500 mid:200</c>. A model without a script
/// answers with its own name.
/// </summary>
public abstract class ChatTable : IDisposable
{
    private protected const string Three = """
        cheap   cost 1  score 0.80  hard 0.30  price 1/0.1/5
        mid     cost 3  score 0.90  hard 0.80  price 3/0.3/15
        strong  cost 9  score 0.95  hard 0.95  price 10/1/50
        """;

    private protected static ChatRequest Easy { get; } = Saying("easy");

    private protected static ChatRequest Hard { get; } = Saying("hard");

    private protected TestSession Test { get; set; } = new(Three);

    public void Dispose()
    {
        Test.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static ChatRequest Saying(string text) =>
        new() { Messages = JsonDocument.Parse($$"""[{"role":"user","content":"{{text}}"}]""").RootElement };

    private protected static string Of(IEnumerable<ChatAttempt> attempts) =>
        string.Join(' ', attempts.Select(attempt => $"{attempt.Slug}:{Word(attempt.Outcome)}"));

    private static string Word(Outcome outcome) =>
        outcome switch
        {
            { Status: { } status } => $"{status}",
            { NoAnswer: NoAnswer.Timeout } => "timeout",
            _ => "network",
        };

    /// <summary>
    /// Sets the outcomes of calls from now on: <c>cheap 500, mid timeout</c>; 200 is an answer. A refusal may say what it is about, and the
    /// context window: <c>cheap 400/option, mid 400/contextLength/8000</c>.
    /// </summary>
    private protected void Script(string script)
    {
        foreach (var line in script.Split(", "))
        {
            var (slug, fate) = line.Split(' ') is [var name, var end] ? (name, end) : throw new FormatException();
            switch (fate)
            {
                case "200":
                    Test.Upstream.Answer(slug, new ChatEvent.Text(slug), new ChatEvent.Finished("stop", new(1_000, null, 100)));
                    break;
                case "timeout":
                    Test.Upstream.Fail(slug, new Outcome(null, NoAnswer.Timeout));
                    break;
                case "network":
                    Test.Upstream.Fail(slug, new Outcome(null, NoAnswer.Network));
                    break;
                default:
                    Test.Upstream.Fail(slug, Refusal(fate.Split('/')));
                    break;
            }
        }
    }

    private static Outcome Refusal(string[] parts) =>
        new(int.Parse(parts[0], CultureInfo.InvariantCulture))
        {
            Topic = parts.Length > 1 ? Enum.Parse<RefusalTopic>(parts[1], ignoreCase: true) : null,
            ContextWindow = parts.Length > 2 ? int.Parse(parts[2], CultureInfo.InvariantCulture) : null,
        };

    private protected Task<ChatResult> ChatAsync(
        ChatRequest request,
        string? model = null,
        string? conversation = null,
        List<ChatEvent>? show = null
    )
    {
        var view = show is null
            ? null
            : new PieceView(piece =>
            {
                show.Add(piece);
                return default;
            });
        return Test.Session.ChatAsync(new(request, model is null ? null : new(model), conversation), view, default).Soon();
    }

    /// <summary>The models that were asked; with a ! if none answered.</summary>
    private protected async Task<string> Attempts(ChatRequest request, string? model = null, string? conversation = null) =>
        await ChatAsync(request, model, conversation) switch
        {
            ChatResult.Answered answered => Of(answered.Attempts),
            ChatResult.Failed failed => Of(failed.Attempts) + " !",
            var other => other.ToString()!,
        };
}
