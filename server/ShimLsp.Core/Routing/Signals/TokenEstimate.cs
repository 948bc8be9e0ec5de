namespace ShimLsp.Core.Routing.Signals;

/// <summary>
/// Estimates a request's size in tokens, without a tokenizer. It is good enough to say whether a request fits a context window and roughly
/// what it costs. A caller that knows the exact number states it in the request.
/// </summary>
internal static class TokenEstimate
{
    /// <summary>
    /// Providers publish "one token is about four characters" as a rule of thumb for English. Counted in bytes of UTF-8, it is the same for
    /// English and code. It is also closer if a character is most of a token: a Chinese one takes three bytes.
    /// </summary>
    public const int BytesPerToken = 4;

    /// <summary>
    /// The tokens of an image of any size: Anthropic's published formula, width x height / 750, at 1.2 megapixels. A page of an attached
    /// file costs about as much; the length of its base64 says nothing about tokens.
    /// </summary>
    public const int AttachmentTokens = 1_600;

    /// <summary>What a message takes beside its text: OpenAI's published count, for its role and its ends.</summary>
    public const int MessageTokens = 3;

    /// <summary>The estimate, rounded up.</summary>
    /// <param name="bytes">The text of all turns and definitions, in bytes of UTF-8.</param>
    /// <param name="attachments">How many images and files.</param>
    public static int Of(long bytes, long attachments) =>
        (int)Math.Min(int.MaxValue, ((bytes + BytesPerToken - 1) / BytesPerToken) + (attachments * AttachmentTokens));
}
