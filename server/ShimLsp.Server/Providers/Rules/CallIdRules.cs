using System.Security.Cryptography;
using System.Text;
using ShimLsp.Core.Models;

namespace ShimLsp.Server.Providers.Rules;

/// <summary>
/// What ids of calls a provider takes. An id that it does not take is replaced by one made from it, so that equal ids stay equal and
/// different ids stay different.
/// </summary>
internal static class CallIdRules
{
    // https://docs.mistral.ai: "Tool call id ... must be a-z, A-Z, 0-9, with a length of 9."
    private const int MistralLength = 9;

    // OpenAI refuses longer ones: "string too long. Expected a string with maximum length 40".
    private const int OpenAiLength = 40;

    // OpenAI's Responses: "string too long. Expected a string with maximum length 64".
    private const int ResponsesLength = 64;

    // Anthropic: ^[a-zA-Z0-9_-]+$, at most 64 in practice.
    private const int AnthropicLength = 64;

    /// <summary>The id as the model's provider takes it.</summary>
    /// <param name="id">Any id; not empty.</param>
    /// <param name="model">The model.</param>
    public static string Of(string id, ModelSpec model)
    {
        if (model.Wire is ModelWire.Messages)
        {
            return id.Length <= AnthropicLength && id.All(IsWord) ? id : "call_" + Hash(id, 24);
        }

        if (IsMistral(model))
        {
            return id.Length == MistralLength && id.All(char.IsAsciiLetterOrDigit) ? id : Hash(id, MistralLength);
        }

        return id.Length <= (model.Wire is ModelWire.Responses ? ResponsesLength : OpenAiLength) ? id : "call_" + Hash(id, 24);
    }

    /// <summary>Whether Mistral itself is asked, whose rules are stricter than those of other servers of the shape.</summary>
    /// <param name="model">The model.</param>
    public static bool IsMistral(ModelSpec model) =>
        model.BaseUrl.Host.Equals("mistral.ai", StringComparison.OrdinalIgnoreCase)
        || model.BaseUrl.Host.EndsWith(".mistral.ai", StringComparison.OrdinalIgnoreCase);

    private static bool IsWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-';

    private static string Hash(string id, int length) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..length];
}
