namespace ShimLsp.Mock;

/// <summary>How an answer breaks off.</summary>
public enum BreakKind
{
    /// <summary>The connection is reset.</summary>
    Drop,

    /// <summary>Silence, until the client leaves.</summary>
    Hang,

    /// <summary>An error event, then the end of the body.</summary>
    Error,

    /// <summary>The body ends as if it were complete.</summary>
    End,
}

/// <summary>An answer breaks off.</summary>
/// <param name="Kind">How.</param>
/// <param name="After">Where.</param>
public sealed record Break(BreakKind Kind, Place After);

/// <summary>
/// A place in an answer. A number of pieces converts to one: so many chunks of text or arguments have been sent; with 0, only what comes
/// before them, such as the role or <c>message_start</c>. A reply that is not streamed is one piece, and half of it has been sent.
/// </summary>
public readonly record struct Place
{
    private readonly int offset;

    private Place(int offset) => this.offset = offset;

    /// <summary>Nothing has gone out. To end or to err here makes no sense, and acts as <see cref="Headers"/>.</summary>
    public static Place Start => new(-2);

    /// <summary>The headers have gone out, and nothing of the body.</summary>
    public static Place Headers => new(-1);

    /// <summary>Whether nothing has gone out.</summary>
    public bool IsStart => this == Start;

    /// <summary>How many pieces have been sent; -1 if nothing of the body has.</summary>
    public int Pieces => Math.Max(offset, -1);

    /// <summary>After so many pieces.</summary>
    /// <param name="pieces">At least 0; more than there are means all of them, without what ends the reply.</param>
    public static Place After(int pieces)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pieces);
        return new(pieces);
    }

    /// <summary>After so many pieces.</summary>
    /// <param name="pieces">At least 0.</param>
    public static implicit operator Place(int pieces) => After(pieces);
}
