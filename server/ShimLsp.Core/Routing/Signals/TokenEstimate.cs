namespace ShimLsp.Core.Routing.Signals;

/// <summary>
/// A request's size in tokens, without a tokenizer. Good enough to tell whether a request fits a context window and roughly what it
/// costs; a caller who knows better says so in the request.
/// </summary>
internal static class TokenEstimate
{
    /// <summary>
    /// Providers publish "one token is about four characters" as their rule of thumb for English. Counted in bytes of UTF-8 it is the
    /// same for English and code, and errs less where a character is most of a token: Chinese takes three bytes.
    /// </summary>
    public const int BytesPerToken = 4;

    /// <summary>
    /// An image, whatever its size: Anthropic's published formula, width x height / 750, at 1.2 megapixels. A page of an attached file
    /// is charged about as much; its base64 says nothing of its length in tokens.
    /// </summary>
    public const int AttachmentTokens = 1_600;

    /// <summary>The estimate, rounded up.</summary>
    /// <param name="bytes">The text of all turns and definitions, in bytes of UTF-8.</param>
    /// <param name="attachments">How many images and files.</param>
    public static int Of(long bytes, long attachments) =>
        (int)Math.Min(int.MaxValue, ((bytes + BytesPerToken - 1) / BytesPerToken) + (attachments * AttachmentTokens));
}
