using ShimLsp.Core.Conversation;

namespace ShimLsp.Server.Providers;

/// <summary>Images and files as <c>data:</c> URLs, as both of OpenAI's shapes take them.</summary>
internal static class DataUrl
{
    /// <summary>The URL.</summary>
    /// <param name="media">The data.</param>
    public static string Of(Part.Media media) => $"data:{media.MediaType};base64,{Convert.ToBase64String(media.Bytes.Span)}";
}
