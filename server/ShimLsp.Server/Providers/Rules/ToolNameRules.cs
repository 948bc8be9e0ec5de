using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;

namespace ShimLsp.Server.Providers.Rules;

/// <summary>
/// Names of tools as a provider takes them. A tool of an MCP server may be called <c>files.read</c>, which providers refuse: it goes out
/// under a name made from its own, and comes back under its own. Only the Responses shape has namespaces and custom tools. In the others a
/// tool of a namespace gets one flat name, and a custom tool becomes a function (<see cref="CustomToolRules"/>).
/// </summary>
internal sealed class ToolNameRules
{
    // OpenAI and Anthropic: "^[a-zA-Z0-9_-]{1,64}$".
    private const int Length = 64;
    private const int HashLength = 8;

    // Codex has its own tools in this one, and takes them back without it.
    private const string NoNamespace = "functions";

    private readonly bool isFlat;
    private readonly Dictionary<ToolName, string> sentAs = [];
    private readonly Dictionary<ToolName, OwnTool> own = []; // by the name under which it goes out

    private ToolNameRules(bool isFlat) => this.isFlat = isFlat;

    /// <summary>The rules for a conversation and a shape; null if every tool goes out as it is.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="wire">The shape.</param>
    public static ToolNameRules? Of(ChatConversation conversation, ModelWire wire)
    {
        var isFlat = wire is not ModelWire.Responses;
        if (!Matter(conversation, isFlat))
        {
            return null;
        }

        var rules = new ToolNameRules(isFlat);
        // Tools without a namespace first: they keep their names.
        foreach (var tool in conversation.Options.Tools.OrderBy(tool => tool.Namespace is not null))
        {
            rules.Add(new(tool.Namespace, tool.Name), tool.Kind);
        }

        foreach (var call in Calls(conversation))
        {
            rules.Add(new(call.Namespace, call.Name), call.Kind);
        }

        return rules;
    }

    /// <summary>The conversation as the shape takes it.</summary>
    /// <param name="conversation">The conversation.</param>
    public ChatConversation Apply(ChatConversation conversation)
    {
        var options = conversation.Options;
        return conversation with
        {
            Turns = [.. conversation.Turns.Select(WithNames)],
            Options = options with
            {
                Tools = [.. options.Tools.Select(Sent)],
                ToolChoice =
                    options.ToolChoice is { Name: { } name, Namespace: var space } choice
                    && sentAs.TryGetValue(new(space, name), out var sent)
                        ? choice with
                        {
                            Name = sent,
                            Namespace = isFlat ? null : space,
                        }
                        : options.ToolChoice,
            },
        };
    }

    /// <summary>The tool's own name, namespace and kind; null if it is as it was sent.</summary>
    /// <param name="name">The name in the reply.</param>
    /// <param name="space">The namespace in the reply; null for none.</param>
    public OwnTool? OwnOf(string name, string? space) => own.GetValueOrDefault(new(space, name));

    private static bool Matter(ChatConversation conversation, bool isFlat) =>
        conversation.Options.Tools.Any(tool => Changes(tool.Name, tool.Namespace, tool.Kind, isFlat))
        || Calls(conversation).Any(call => Changes(call.Name, call.Namespace, call.Kind, isFlat));

    private static bool Changes(string name, string? space, ToolKind kind, bool isFlat) =>
        kind is not ToolKind.Server && (!Fits(name) || (isFlat && (space is not null || kind is ToolKind.Custom)));

    private void Add(ToolName name, ToolKind kind)
    {
        if (kind is ToolKind.Server || sentAs.ContainsKey(name))
        {
            return;
        }

        var flat = !isFlat || name.Namespace is null or NoNamespace ? name.Name : $"{name.Namespace.TrimEnd('_')}__{name.Name}";
        var space = isFlat ? null : name.Namespace;
        var sent = Of(flat, flat);
        if (own.ContainsKey(new(space, sent)))
        {
            sent = Of(flat, $"{name.Namespace}\n{name.Name}", isHashed: true); // another tool has that name
        }

        sentAs[name] = sent;
        own[new(space, sent)] = new(name.Name, name.Namespace, kind);
    }

    private OfferedTool Sent(OfferedTool tool)
    {
        if (tool.Kind is ToolKind.Server)
        {
            return tool;
        }

        var sent = tool with { Name = sentAs[new(tool.Namespace, tool.Name)], Namespace = isFlat ? null : tool.Namespace };
        return isFlat && tool.Kind is ToolKind.Custom ? CustomToolRules.AsFunction(sent) : sent;
    }

    private Turn WithNames(Turn turn) =>
        turn.Parts.Any(part => part is Part.ToolCall)
            ? turn with
            {
                Parts = [.. turn.Parts.Select(part => part is Part.ToolCall call ? Sent(call) : part)],
            }
            : turn;

    private Part.ToolCall Sent(Part.ToolCall call)
    {
        var sent = call with { Name = sentAs[new(call.Namespace, call.Name)], Namespace = isFlat ? null : call.Namespace };
        return isFlat && call.Kind is ToolKind.Custom ? CustomToolRules.AsFunction(sent) : sent;
    }

    private static IEnumerable<Part.ToolCall> Calls(ChatConversation conversation)
    {
        foreach (var turn in conversation.Turns)
        {
            foreach (var part in turn.Parts)
            {
                if (part is Part.ToolCall call)
                {
                    yield return call;
                }
            }
        }
    }

    private static bool Fits(string name) => name.Length is > 0 and <= Length && name.All(IsWord);

    private static string Of(string name, string hashed, bool isHashed = false)
    {
        if (Fits(name) && !isHashed)
        {
            return name;
        }

        var words = new string([.. name.Take(Length - HashLength - 1).Select(letter => IsWord(letter) ? letter : '_')]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hashed)))[..HashLength];
        return $"{words}_{hash}";
    }

    private static bool IsWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-';

    private readonly record struct ToolName(string? Namespace, string Name);

    /// <summary>A tool as the client knows it.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Namespace">Its namespace; null for none.</param>
    /// <param name="Kind">Its kind.</param>
    internal sealed record OwnTool(string Name, string? Namespace, ToolKind Kind);
}
