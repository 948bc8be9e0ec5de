using System.Security.Cryptography;
using System.Text;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers.Rules;

/// <summary>
/// Names of tools as every provider takes them. A tool of an MCP server may be called <c>files.read</c>, which providers refuse. It goes
/// out under a name made from its own, and comes back under its own.
/// </summary>
internal static class ToolNameRules
{
    // OpenAI and Anthropic: "^[a-zA-Z0-9_-]{1,64}$".
    private const int Length = 64;
    private const int HashLength = 8;

    /// <summary>The conversation with names that providers take.</summary>
    /// <param name="conversation">The conversation.</param>
    public static ChatConversation Apply(ChatConversation conversation)
    {
        var options = conversation.Options;
        return conversation with
        {
            Turns = [.. conversation.Turns.Select(WithNames)],
            Options = options with
            {
                Tools = [.. options.Tools.Select(tool => Fits(tool.Name) ? tool : tool with { Name = Of(tool.Name) })],
                ToolChoice = options.ToolChoice is { Name: { } name } choice ? choice with { Name = Of(name) } : options.ToolChoice,
            },
        };
    }

    /// <summary>The tools' own names, by those that they go out under; only of tools that are renamed, and null if there is none.</summary>
    /// <param name="conversation">The conversation.</param>
    public static IReadOnlyDictionary<string, string>? Replaced(ChatConversation conversation)
    {
        Dictionary<string, string>? replaced = null;
        foreach (var tool in conversation.Options.Tools)
        {
            if (!Fits(tool.Name))
            {
                (replaced ??= [])[Of(tool.Name)] = tool.Name;
            }
        }

        return replaced;
    }

    /// <summary>A piece of the reply with the tool's own name.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="replaced">What <see cref="Replaced"/> gives.</param>
    public static ChatEvent Restore(ChatEvent piece, IReadOnlyDictionary<string, string>? replaced) =>
        replaced is not null && piece is ChatEvent.ToolCall { Name: { } name } call && replaced.TryGetValue(name, out var own)
            ? call with
            {
                Name = own,
            }
            : piece;

    private static Turn WithNames(Turn turn) =>
        turn.Parts.Any(part => part is Part.ToolCall { Name: var name } && !Fits(name))
            ? turn with
            {
                Parts = [.. turn.Parts.Select(part => part is Part.ToolCall call ? call with { Name = Of(call.Name) } : part)],
            }
            : turn;

    private static bool Fits(string name) => name.Length is > 0 and <= Length && name.All(IsWord);

    private static string Of(string name)
    {
        if (Fits(name))
        {
            return name;
        }

        var words = new string([.. name.Take(Length - HashLength - 1).Select(letter => IsWord(letter) ? letter : '_')]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashLength];
        return $"{words}_{hash}";
    }

    private static bool IsWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-';
}
