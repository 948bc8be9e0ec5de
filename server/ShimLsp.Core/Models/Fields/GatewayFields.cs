using System.Collections.Immutable;

namespace ShimLsp.Core.Models.Fields;

/// <summary>The fields of the <c>gateway</c> block.</summary>
internal static class GatewayFields
{
    public static ImmutableArray<ChoiceWord> UnknownModelWords { get; } =
    [
        new("active", "The active model answers, and a response header warns."),
        new("error", "The client gets a not-found error with the nearest names."),
    ];

    public static Field Aliases { get; } =
        new("aliases", new FieldType.Aliases(), "Which model takes a name that clients use unasked, such as `claude-haiku-*`.")
        {
            Absent = "Auto takes `claude-haiku-*`, `gpt-5.5`, `codex-auto-review` and `codex-auto`",
        };

    public static Field UnknownModel { get; } =
        new("unknown_model", new FieldType.Choice(UnknownModelWords), "What happens if a client names any other model.")
        {
            Aliases = ["unknownModel"],
            Default = "\"active\"",
        };

    public static Field MaxBodyBytes { get; } =
        new(
            "max_body_bytes",
            new FieldType.Number(NumberRange.BodyBytes),
            "The largest request body in bytes, both as sent and decompressed."
        )
        {
            Aliases = ["maxBodyBytes"],
            Default = "67108864",
        };

    public static Field MaxInFlight { get; } =
        new("max_in_flight", new FieldType.Number(NumberRange.InFlight), "How many requests of one token may run at once.")
        {
            Aliases = ["maxInFlight"],
            Default = "1024",
        };

    public static FieldTable Table { get; } = new([Aliases, UnknownModel, MaxBodyBytes, MaxInFlight]);
}
