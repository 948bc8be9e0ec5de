using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;

namespace ShimLsp.Server.Providers;

/// <summary>The limit of a reply's length.</summary>
internal static class ReplyLength
{
    /// <summary>
    /// The requested limit, but not more than the model can write: routing may choose a model that writes less. Null for the provider's own
    /// limit.
    /// </summary>
    /// <param name="options">What is asked.</param>
    /// <param name="model">The model.</param>
    public static int? Of(ConversationOptions options, ModelSpec model) =>
        options.MaxOutputTokens is { } asked ? Math.Min(asked, model.MaxOutputTokens ?? asked) : null;
}
