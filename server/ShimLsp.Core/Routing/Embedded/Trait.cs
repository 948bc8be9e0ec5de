namespace ShimLsp.Core.Routing.Embedded;

/// <summary>What a word says about its task. Each has one weight.</summary>
internal enum Trait
{
    /// <summary>It says nothing.</summary>
    None,

    /// <summary>An edit with one obvious result: a rename, a typo, a docstring.</summary>
    SmallEdit,

    /// <summary>Courtesy.</summary>
    Courtesy,

    /// <summary>Question.</summary>
    Asking,
}
