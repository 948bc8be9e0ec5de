namespace ShimLsp.Mock.Wire;

/// <summary>What one provider's service puts on the wire. Stateless.</summary>
internal abstract class WireShape
{
    /// <summary>A reply in one body.</summary>
    public abstract byte[] Whole(Answer answer, string model);

    /// <summary>A reply as events.</summary>
    /// <param name="answer">The reply.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="includeUsage">Whether the request asked for usage at the end; not every shape asks.</param>
    public abstract EncodedStream Stream(Answer answer, string model, bool includeUsage);

    /// <summary>The body of an error.</summary>
    public abstract byte[] Error(int status, string message);

    /// <summary>An error as an event.</summary>
    public abstract byte[] ErrorEvent(string message);
}
