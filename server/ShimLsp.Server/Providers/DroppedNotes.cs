using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;
using ShimLsp.Server.Providers.Rules;

namespace ShimLsp.Server.Providers;

/// <summary>
/// Logs what translated requests of a session leave out, each kind once. It logs types and names of fields, never their values.
/// Thread-safe.
/// </summary>
/// <param name="logger">The log; null for none.</param>
internal sealed partial class DroppedNotes(ILogger? logger)
{
    private const int MostKinds = 256; // a client may make up endlessly many

    private readonly ConcurrentDictionary<string, bool> noted = new(StringComparer.Ordinal);

    /// <summary>Notes what a request leaves out.</summary>
    /// <param name="conversation">The request.</param>
    /// <param name="model">The model that is asked.</param>
    public void Note(ChatConversation conversation, ModelSpec model)
    {
        if (logger is null || (conversation.Dropped.IsEmpty && conversation.Options.Tools.All(tool => tool.Kind is not ToolKind.Server)))
        {
            return;
        }

        var names = conversation.Dropped.Keys.Concat(ServerToolRules.LeftOut(conversation.Options, model.Wire));
        var news = names.Where(name => noted.Count < MostKinds && noted.TryAdd(name, true)).ToList();
        if (news.Count > 0)
        {
            LogDropped(logger, model.Slug.Value, string.Join(", ", news));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Left out for {Slug}, whose API has no place for it: {Names}")]
    private static partial void LogDropped(ILogger logger, string slug, string names);
}
