using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text.Json;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models.Text;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers.Http;

/// <summary>A refusal whose word is known.</summary>
/// <param name="Status">The HTTP status that it means.</param>
/// <param name="What">What happened.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="IsGeneral">Whether providers use it for many different errors.</param>
internal sealed record KnownError(int Status, string What, string Remedy, bool IsGeneral = false)
{
    /// <summary>As an exception.</summary>
    /// <param name="status">The status that came with it; null for the one that it means.</param>
    /// <param name="retryAfter">How long to leave the model alone; null if it did not say.</param>
    public UpstreamException ToException(int? status = null, TimeSpan? retryAfter = null)
    {
        var number = status ?? Status;
        return new(new Outcome(number, RetryAfter: retryAfter), FormattableString.Invariant($"{What} ({number}): {Remedy}."));
    }
}

/// <summary>
/// The words by which providers name an error. Only these words are read from an error's body, and only to choose one of our own sentences:
/// the rest may contain the prompt or the key.
/// </summary>
internal static class KnownErrors
{
    private static readonly KnownError Key = new(401, "It refuses the key", "check api_key, or give another (setCredential)");
    private static readonly KnownError Forbidden = new(
        403,
        "It does not let this key use the model",
        "check the key's rights, or choose another model"
    );
    private static readonly KnownError Model = new(
        404,
        "It knows no such model",
        "check model and base_url, and for a local model whether it has been pulled"
    );
    private static readonly KnownError Pause = new(429, "It asks for a pause", "wait a little, or choose another model");
    private static readonly KnownError Credit = new(
        429,
        "Its account has nothing left to spend",
        "see to its billing, or choose another model"
    );
    private static readonly KnownError Window = new(
        400,
        "The request is longer than its context window",
        "shorten the conversation, or choose a model with a larger one"
    );
    private static readonly KnownError Size = new(
        413,
        "The request is larger than it takes",
        "shorten the conversation, or send smaller images"
    );
    private static readonly KnownError Request = new(
        400,
        "It refuses the request",
        "something in it, an option, a tool or a kind of content, is not for this model",
        IsGeneral: true
    );
    private static readonly KnownError Policy = new(
        400,
        "It refuses the request by its content policy",
        "word it otherwise, or choose another model"
    );
    private static readonly KnownError Broken = new(500, "It has failed", "try again, or choose another model", IsGeneral: true);
    private static readonly KnownError Busy = new(529, "It is overloaded", "try again later, or choose another model");
    private static readonly KnownError Slow = new(504, "It has run out of time", "try again, or choose another model");

    private static readonly FrozenDictionary<string, KnownError> ByWord = new Dictionary<string, KnownError>(StringComparer.Ordinal)
    {
        ["authentication_error"] = Key,
        ["invalid_api_key"] = Key,
        ["invalid_authentication"] = Key,
        ["permission_error"] = Forbidden,
        ["permission_denied"] = Forbidden,
        ["unsupported_country_region_territory"] = Forbidden,
        ["not_found_error"] = Model,
        ["model_not_found"] = Model,
        ["rate_limit_error"] = Pause,
        ["rate_limit_exceeded"] = Pause,
        ["insufficient_quota"] = Credit,
        ["billing_error"] = Credit with { Status = 402 },
        ["context_length_exceeded"] = Window,
        ["exceed_context_size_error"] = Window,
        ["string_above_max_length"] = Size with { Status = 400 },
        ["request_too_large"] = Size,
        ["invalid_request_error"] = Request,
        ["unsupported_parameter"] = Request,
        ["unsupported_value"] = Request,
        ["invalid_value"] = Request,
        ["content_policy_violation"] = Policy,
        ["content_filter"] = Policy,
        ["api_error"] = Broken,
        ["server_error"] = Broken,
        ["internal_error"] = Broken,
        ["internal_server_error"] = Broken,
        ["overloaded_error"] = Busy,
        ["engine_overloaded"] = Busy with { Status = 503 },
        ["slow_down"] = Busy with { Status = 503 },
        ["timeout_error"] = Slow,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The error for a status if no word is known.</summary>
    /// <param name="status">The status.</param>
    /// <param name="hadKey">Whether a key was sent.</param>
    public static KnownError Of(int status, bool hadKey) =>
        (
            status switch
            {
                >= 300 and < 400 => new(
                    status,
                    "It points elsewhere, where no request is carried",
                    "set base_url to the address that it is really at"
                ),
                401 when !hadKey => new(status, "It asks for a key", "give its row an api_key"),
                401 => Key,
                402 => Credit,
                403 => Forbidden,
                404 => Model,
                408 or 504 => Slow,
                413 => Size,
                429 => Pause,
                503 or 529 => Busy,
                >= 500 => Broken,
                _ => Request,
            }
        ) with
        {
            Status = status,
        };

    /// <summary>The error that a body names; null if it names none, or an unknown one.</summary>
    /// <param name="body">The body, of any content.</param>
    public static KnownError? FindIn(ReadOnlyMemory<byte> body)
    {
        if (body.Span.IndexOf("\"error\""u8) < 0)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return Find(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The error in an object's field <c>error</c>; null if there is none.</summary>
    /// <param name="root">The object, or something else.</param>
    public static KnownError? Find(JsonElement root)
    {
        if (root.ValueKind is JsonValueKind.Array && root.GetArrayLength() > 0)
        {
            root = root[0]; // one gateway wraps its errors so
        }

        return
            root.ValueKind is not JsonValueKind.Object
            || LenientJson.Find(root, "error"u8) is not { ValueKind: not JsonValueKind.False } error
            ? null
            : OfError(error);
    }

    /// <summary>The error that an object or a text describes. An unknown one counts as a failure of the provider.</summary>
    /// <param name="error">The value of a field <c>error</c>; null for none.</param>
    public static KnownError OfError(JsonElement? error) => error is { ValueKind: JsonValueKind.Object } told ? OfObject(told) : Broken;

    private static KnownError OfObject(JsonElement error)
    {
        var code = LenientJson.Find(error, "code"u8);
        var found = Word(code) ?? Word(LenientJson.Find(error, "type"u8));
        if (
            found is null
            && code is { ValueKind: JsonValueKind.Number } number
            && number.TryGetInt32(out var status)
            && status is >= 400 and < 600
        )
        {
            return Of(status, hadKey: true);
        }

        // Anthropic names these two by their prose alone.
        return found == Request && LenientJson.Find(error, "message"u8) is { ValueKind: JsonValueKind.String } message
            ? Says(message, "prompt is too long"u8)
                ? Window
                : Says(message, "credit balance is too low"u8)
                    ? Credit with
                    {
                        Status = 400,
                    }
                    : found
            : found ?? Broken;
    }

    private static KnownError? Word(JsonElement? field) =>
        field is { ValueKind: JsonValueKind.String } word ? ByWord.GetValueOrDefault(LenientJson.Text(word)) : null;

    private static bool Says(JsonElement message, ReadOnlySpan<byte> words) => JsonMarshal.GetRawUtf8Value(message).IndexOf(words) >= 0;
}
