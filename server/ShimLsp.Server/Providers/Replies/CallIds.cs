using System.Security.Cryptography;

namespace ShimLsp.Server.Providers.Replies;

/// <summary>Ids for calls to tools whose provider gives none: a tool's result could not refer to its call without.</summary>
internal static class CallIds
{
    // What every shape takes: letters and digits, at most 40 of them. Mistral takes exactly nine, and maps ours.
    private const int Digits = 24;

    /// <summary>A new id, which no other call of any reply has.</summary>
    public static string New() => "call_" + RandomNumberGenerator.GetHexString(Digits, lowercase: true);
}
