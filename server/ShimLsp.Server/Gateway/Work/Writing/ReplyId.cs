namespace ShimLsp.Server.Gateway.Work.Writing;

/// <summary>Makes the ids of replies and their items. Clients look at the prefix.</summary>
internal static class ReplyId
{
    /// <summary>A new one.</summary>
    /// <param name="prefix">What its shape starts such an id with, such as <c>msg_</c>.</param>
    public static string New(string prefix) => prefix + Guid.NewGuid().ToString("N");
}
