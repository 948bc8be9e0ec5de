namespace ShimLsp.Core.Conversation.Reading;

/// <summary>
/// What a model is asked if a client wants its conversation made shorter in OpenAI's own way, which no other provider has. The answer goes
/// to the client as an item that it cannot read, and comes back with the next request.
/// </summary>
internal static class CompactionPrompt
{
    /// <summary>The last message of such a request.</summary>
    public const string Request = """
        The conversation is becoming too long. Write a summary that replaces it: another model will go on with the work and will see
        nothing else. Do not call tools. Keep, in this order: what the person asked for, in their own words; what has been decided and why;
        each file that was read or changed, with what matters in it; commands that were run and what came of them; errors and how they were
        solved; what is done, what is under way, and the next step. Keep names, paths, numbers and code exact.
        """;

    /// <summary>What stands before the summary when it comes back.</summary>
    public const string Before = "This is a summary of the conversation up to here. Go on from it.\n\n";
}
