using System.Text.Json;
using ShimLsp.Core.Conversation.Asking;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Measuring;

/// <summary>
/// What routing needs of a request, counted over its JSON without building the conversation. It passes over parts it does not know, so
/// that a provider's new kind of part is not an error.
/// </summary>
/// <param name="Asked">What the person asked.</param>
/// <param name="TextBytes">All text and all definitions, in bytes of UTF-8.</param>
/// <param name="Images">The number of images anywhere in the request.</param>
/// <param name="Files">How many files that are not images.</param>
/// <param name="OffersTools">Whether the model is offered tools.</param>
internal readonly record struct ContentMeasure(AskedText Asked, long TextBytes, int Images, int Files, bool OffersTools)
{
    /// <summary>Measures a request.</summary>
    /// <param name="frame">The request, without a fault.</param>
    /// <param name="meter">Estimates tokens on the way; null if nobody asks for them.</param>
    /// <param name="isKnown">Whether the conversation may have earlier turns that the request does not have.</param>
    public static ContentMeasure Of(in RequestFrame frame, TokenMeter? meter = null, bool isKnown = false)
    {
        var walk = Walk(frame, meter);
        var asked =
            frame.Turns.ValueKind == JsonValueKind.String
                ? AskedText.Alone(UserWords.In(LenientJson.Text(frame.Turns)), isKnown)
                : OpenTask.In(walk.Items, walk.UserMessages, isKnown);
        return Of(walk, frame, asked);
    }

    /// <summary>Measures a request for which no model has to be chosen: its <see cref="Asked"/> is empty.</summary>
    /// <param name="frame">The request, without a fault.</param>
    /// <param name="meter">Estimates tokens on the way; null if nobody asks for them.</param>
    /// <param name="hasWords">Whether a message of a person has any text.</param>
    public static ContentMeasure SizeOf(in RequestFrame frame, TokenMeter? meter, out bool hasWords)
    {
        var walk = Walk(frame, meter);
        hasWords =
            frame.Turns.ValueKind == JsonValueKind.String
                ? !LenientJson.IsBlank(frame.Turns)
                : walk.UserMessages.Exists(at => UserWords.HasText(walk.Items[at]));
        return Of(walk, frame, new(""));
    }

    private static ContentWalk Walk(in RequestFrame frame, TokenMeter? meter)
    {
        var walk = new ContentWalk(meter);
        if (frame.Turns.ValueKind == JsonValueKind.String)
        {
            walk.Visit(frame.Turns);
        }
        else
        {
            walk.Turns(frame.Turns);
        }

        walk.VisitAny(frame.System);
        walk.VisitAny(frame.Instructions);
        walk.DefineAny(frame.Tools);
        walk.DefineAny(frame.Functions);
        walk.DefineAny(frame.ReplyFormat?.Value);
        return walk;
    }

    private static ContentMeasure Of(ContentWalk walk, in RequestFrame frame, AskedText asked) =>
        new(asked, walk.TextBytes, walk.Images, walk.Files, walk.OffersTools || HoldsAny(frame.Tools) || HoldsAny(frame.Functions));

    private static bool HoldsAny(JsonElement? tools) => tools is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() > 0;
}
