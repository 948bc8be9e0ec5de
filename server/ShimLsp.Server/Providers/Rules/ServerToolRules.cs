using System.Collections.Immutable;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers.Rules;

/// <summary>
/// Tools that a provider runs, such as a web search, go only to models of the shape that they were written for. A client offers them with
/// its own tools, so a model of another shape answers without them; one that must call such a tool is not asked.
/// </summary>
internal static class ServerToolRules
{
    /// <summary>The options with the tools that a model of that shape can have.</summary>
    /// <param name="options">The options.</param>
    /// <param name="wire">The shape.</param>
    /// <exception cref="UpstreamException">The request demands a tool that is left out.</exception>
    public static ConversationOptions Apply(ConversationOptions options, ModelWire wire)
    {
        if (options.Tools.All(tool => Fits(tool, wire)))
        {
            return options;
        }

        ImmutableArray<OfferedTool> kept = [.. options.Tools.Where(tool => Fits(tool, wire))];
        var demanded = options.ToolChoice is { Kind: ToolChoiceKind.Named, Name: var name }
            ? options.Tools.FirstOrDefault(tool => tool.Name == name && !Fits(tool, wire))
            : null;
        return demanded is null
            ? options with
            {
                Tools = kept,
            }
            : throw new UpstreamException(
                new Outcome(400) { Topic = RefusalTopic.Option },
                $"Tool not available: {NameOf(demanded)} runs at another provider (400). Choose a model of that provider."
            );
    }

    /// <summary>The names of the tools that a model of a shape cannot have.</summary>
    /// <param name="options">The options.</param>
    /// <param name="wire">The shape.</param>
    public static IEnumerable<string> LeftOut(ConversationOptions options, ModelWire wire) =>
        options.Tools.Where(tool => !Fits(tool, wire)).Select(NameOf);

    private static bool Fits(OfferedTool tool, ModelWire wire) =>
        tool.Kind is not ToolKind.Server
        || tool.Format is RequestFormat.AnthropicMessages == wire is ModelWire.Messages && wire is not ModelWire.Chat;

    /// <summary>The name, unless it is more than a word: it comes from the client.</summary>
    private static string NameOf(OfferedTool tool) =>
        tool.Name.Length <= 64 && tool.Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-') ? tool.Name : "it";
}
