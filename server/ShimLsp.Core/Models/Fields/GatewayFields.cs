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

    public static Field Shared { get; } =
        new(
            "shared",
            new FieldType.Text(
                @"^\s*($|rediss?://[^@\s]+\s*$)",
                "Write redis://host or rediss://host for TLS; the user and the password have fields of their own."
            ),
            "The Redis or Valkey through which several gateways act as one, such as `redis://host:6379`; only in your own catalog."
        )
        {
            Absent = "nothing is shared",
            Example = "\"rediss://redis.example.org:6380\"",
            Page = "shared.md",
        };

    public static Field SharedUser { get; } =
        new("shared_user", new FieldType.Text(), "The ACL user there: `${env:NAME}`, `${file:/path}` or the name itself.")
        {
            Aliases = ["sharedUser"],
            Absent = "the default user",
            Page = "shared.md",
        };

    public static Field SharedPassword { get; } =
        new("shared_password", new FieldType.Text(), "The password there: `${env:NAME}` or `${file:/path}`, as the whole value.")
        {
            Aliases = ["sharedPassword"],
            Absent = "no password is sent",
            Example = "\"${env:REDIS_PASSWORD}\"",
            Page = "shared.md",
        };

    public static Field SharedPrefix { get; } =
        new(
            "shared_prefix",
            new FieldType.Text(@"^\s*($|[A-Za-z0-9._-]{1,64}\s*$)", "Write 1 to 64 letters, digits, dots, hyphens or underscores."),
            "What every key there begins with; gateways with another prefix share nothing with these."
        )
        {
            Aliases = ["sharedPrefix"],
            Default = "\"shim\"",
            Page = "shared.md",
        };

    public static FieldTable Table { get; } =
        new([Aliases, UnknownModel, MaxBodyBytes, MaxInFlight, Shared, SharedUser, SharedPassword, SharedPrefix]);
}
