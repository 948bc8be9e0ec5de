using System.Text.Json;

namespace ShimLsp.Soak.Transcript;

/// <summary>A call and what came of it.</summary>
internal sealed class Exchange
{
    public required Call Call { get; init; }

    /// <summary>When it was sent. The server cannot have read it before.</summary>
    public required DateTimeOffset SaidAt { get; init; }

    /// <summary>The request's id; null if no answer is expected.</summary>
    public long? Id { get; init; }

    /// <summary>When its answer was received, which is after it was made. Without an answer, when it was sent.</summary>
    public DateTimeOffset HeardAt { get; set; }

    /// <summary>The whole answer; null until it is heard.</summary>
    public JsonElement? Answer { get; set; }

    public bool IsOpen => Id is not null && Answer is null;

    /// <summary>The error's code; null if there is a result.</summary>
    public int? ErrorCode =>
        Answer is { } answer && answer.TryGetProperty("error", out var error) ? error.GetProperty("code").GetInt32() : null;

    public JsonElement Result => Answer!.Value.GetProperty("result");

    public JsonElement ErrorData => Answer!.Value.GetProperty("error").GetProperty("data");

    public override string ToString() =>
        $"{SaidAt:HH:mm:ss.ffffff} - {HeardAt:HH:mm:ss.ffffff} {Call} -> {Shortened(Answer?.GetRawText())}";

    private static string Shortened(string? text) =>
        text is null ? "nothing"
        : text.Length <= 1_500 ? text
        : text[..1_500] + " ...";
}
