namespace ShimLsp.Core.Routing.Embedded;

internal readonly record struct Term(Trait Trait, string? Phrase);

internal static class Lexicon
{
    private static readonly HashSet<uint> Courtesy = [.. "please pls plz thanks thank thx you kindly could would can will hi hello hey cheers appreciate appreciated grateful sorry".Split(' ').Select(w => WordHash.Of(w))];
    public static Term Find(uint hash) => Courtesy.Contains(hash) ? new(Trait.Courtesy, "") : default;
    public static Term FindPair(uint a, uint b) => default;
}
