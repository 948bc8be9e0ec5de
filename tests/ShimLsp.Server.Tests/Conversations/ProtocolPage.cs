using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ShimLsp.Server.Tests.Conversations;

/// <summary>A message of a conversation.</summary>
/// <param name="IsSent">True if the client sends it, false if the client receives it.</param>
/// <param name="Text">The message, byte for byte.</param>
internal sealed record Line(bool IsSent, string Text);

/// <summary>A conversation with the server, as the page writes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsLsp">True for the LSP front, false for the plain one.</param>
/// <param name="Arguments">More of the server's command line.</param>
/// <param name="Lines">The messages, in the order in which the client sees them.</param>
internal sealed record WorkedConversation(string Name, bool IsLsp, ImmutableArray<string> Arguments, ImmutableArray<Line> Lines);

/// <summary><c>docs/protocol.md</c>: its conversations, and the catalogs that they are about.</summary>
internal sealed partial class ProtocolPage
{
    private const int Width = 128;

    private readonly string text;

    public ProtocolPage(string text)
    {
        this.text = text;
        Catalogs = CatalogFence()
            .Matches(text)
            .ToImmutableDictionary(fence => fence.Groups["path"].Value, fence => fence.Groups["body"].Value);
        Conversations =
        [
            .. ConversationFence()
                .Matches(text)
                .Select(fence => new WorkedConversation(
                    fence.Groups["name"].Value,
                    fence.Groups["front"].Value == "lsp",
                    [.. fence.Groups["args"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
                    LinesOf(fence.Groups["body"].Value)
                )),
        ];
    }

    public static string Path { get; } = Find();

    /// <summary>What is to be written where, before a conversation begins.</summary>
    public ImmutableDictionary<string, string> Catalogs { get; }

    public ImmutableArray<WorkedConversation> Conversations { get; }

    /// <summary>How many fences look like a conversation: one that cannot be read must not be passed over.</summary>
    public int Fences => text.Split('\n').Count(line => line.StartsWith("```jsonl", StringComparison.Ordinal));

    public static ProtocolPage Read() => new(File.ReadAllText(Path));

    /// <summary>The page with other lines in that conversation; a message whose text is the same keeps its line breaks.</summary>
    public string With(WorkedConversation conversation, IEnumerable<Line> lines)
    {
        var fence = ConversationFence().Matches(text).Single(match => match.Groups["name"].Value == conversation.Name).Groups["body"];
        var written = MessagesOf(fence.Value).DistinctBy(LineOf).ToDictionary(LineOf);
        var body = string.Concat(lines.Select(line => written.GetValueOrDefault(line) ?? Wrapped(line)));
        return $"{text[..fence.Index]}{body}{text[(fence.Index + fence.Length)..]}";
    }

    private static ImmutableArray<Line> LinesOf(string body) => [.. MessagesOf(body).Select(LineOf)];

    /// <summary>The messages as they are written, line breaks and all.</summary>
    private static IEnumerable<string> MessagesOf(string body) => MessageStart().Split(body).Where(message => message.Length > 0);

    private static Line LineOf(string message) =>
        new(
            message.StartsWith("-->", StringComparison.Ordinal),
            string.Concat(message[4..].TrimEnd('\n').Split('\n').Select(line => line.TrimStart(' ')))
        );

    /// <summary>A message in lines of the page's width, broken behind commas and never in a text.</summary>
    private static string Wrapped(Line line)
    {
        var lines = new List<string> { line.IsSent ? "-->" : "<--" };
        var separator = " ";
        foreach (var piece in Piece().Matches(line.Text).Select(match => match.Value))
        {
            if (lines[^1].Length > 4 && lines[^1].Length + piece.Length > Width)
            {
                lines.Add("   ");
                separator = " ";
            }

            lines[^1] += separator + piece;
            separator = "";
        }

        return string.Concat(lines.Select(one => one + "\n"));
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder!.FullName, "ShimLsp.sln")))
        {
            folder = folder.Parent;
        }

        return System.IO.Path.Combine(folder.FullName, "docs", "protocol.md");
    }

    [GeneratedRegex(@"^```jsonc catalog=(?<path>\S+)\n(?<body>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CatalogFence();

    [GeneratedRegex(
        @"^```jsonl conversation=(?<name>\w+) front=(?<front>lsp|plain)( args=""(?<args>[^""]*)"")?\n(?<body>.*?)^```",
        RegexOptions.Multiline | RegexOptions.Singleline
    )]
    private static partial Regex ConversationFence();

    [GeneratedRegex("^(?=-->|<--)", RegexOptions.Multiline)]
    private static partial Regex MessageStart();

    [GeneratedRegex(@"(""(\\.|[^""\\])*""|[^,""])+,?|,")]
    private static partial Regex Piece();
}
