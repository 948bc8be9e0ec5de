using System.Text.Json;
using StreamJsonRpc;

namespace ShimLsp.Server.Rpc.Framing;

/// <summary>The parameters of <c>$/cancelRequest</c>.</summary>
internal static class CancelledCall
{
    /// <summary>The id of the request to cancel; <c>null</c> if the parameters, valid JSON by now, name none.</summary>
    public static RequestId? ReadId(ReadOnlySpan<byte> parameters)
    {
        if (parameters.IsEmpty || parameters[0] != '{')
        {
            return null;
        }

        try
        {
            return ReadMember(new Utf8JsonReader(parameters));
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair in a string.
            return null;
        }
    }

    private static RequestId? ReadMember(Utf8JsonReader json)
    {
        RequestId? id = null;
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isId = json.ValueTextEquals("id"u8);
            json.Read();
            id = isId ? EnvelopeReader.ReadId(json) : id;
            json.Skip();
        }

        return id;
    }
}
