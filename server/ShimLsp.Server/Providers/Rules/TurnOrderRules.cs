using System.Collections.Immutable;
using ShimLsp.Core.Conversation;

namespace ShimLsp.Server.Providers.Rules;

/// <summary>The order of turns that Mistral wants: it refuses a person's turn right behind a tool's result.</summary>
internal static class TurnOrderRules
{
    // Mistral: "Unexpected role 'user' after role 'tool'".
    private static Turn Between => new(TurnRole.Assistant, [new Part.Text("I have the result.")]);

    /// <summary>The turns with one of the model's between a result and the person.</summary>
    /// <param name="turns">The turns, oldest first.</param>
    public static ImmutableArray<Turn> ForMistral(ImmutableArray<Turn> turns) =>
        [
            .. turns.SelectMany<Turn, Turn>(
                (turn, i) => turn.Role is TurnRole.User && i > 0 && turns[i - 1].Role is TurnRole.Tool ? [Between, turn] : [turn]
            ),
        ];
}
