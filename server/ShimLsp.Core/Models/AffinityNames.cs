namespace ShimLsp.Core.Models;

/// <summary>How <see cref="Affinity"/> is called in a catalog and in settings.</summary>
internal static class AffinityNames
{
    public const string Words = "\"conversation\" or \"none\"";

    public static Affinity? Parse(string name) =>
        name switch
        {
            "conversation" => Affinity.Conversation,
            "none" => Affinity.None,
            _ => null,
        };
}
